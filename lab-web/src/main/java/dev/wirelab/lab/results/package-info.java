/// What was measured: the results on disk, read only, and comparisons that are started as a process
/// of the load program, one at a time.
///
/// Everything here is for this machine alone, and starting something for the lab's own page alone.
/// The load program is known by its command line and the files it leaves, not by its classes.
@NullMarked
package dev.wirelab.lab.results;

import org.jspecify.annotations.NullMarked;
