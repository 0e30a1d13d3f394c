/// A report as a page of blocks, written as HTML and as Markdown.
@NullMarked
package dev.wirelab.load.page;

import org.jspecify.annotations.NullMarked;
