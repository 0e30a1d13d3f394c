/// The sections of the report of a result, and what they conclude from it.
@NullMarked
package dev.wirelab.load.report;

import org.jspecify.annotations.NullMarked;
