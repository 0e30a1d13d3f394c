/// The report of a result: its sections, and the conclusions in them.
@NullMarked
package dev.wirelab.load.report;

import org.jspecify.annotations.NullMarked;
