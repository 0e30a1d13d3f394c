/// A result as one page for a person who was not there: its sections, its charts, and the page as
/// HTML that needs nothing else and as Markdown.
@NullMarked
package dev.wirelab.load.report;

import org.jspecify.annotations.NullMarked;
