/// The results on disk, read-only, and comparisons, which run as a process of the load generator,
/// one at a time. All of it needs the lab's key.
///
/// The load generator is known by its command line and its files, not by its classes.
@NullMarked
package dev.wirelab.lab.results;

import org.jspecify.annotations.NullMarked;
