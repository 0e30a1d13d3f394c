/// Assertions on a result, and the files that a build server reads.
@NullMarked
package dev.wirelab.load.gate;

import org.jspecify.annotations.NullMarked;
