/// Measures several variants in interleaved rounds, one of them twice per round (an A/A test), and
/// tests whether they differ.
@NullMarked
package dev.wirelab.load.interleaved;

import org.jspecify.annotations.NullMarked;
