/// Comparisons, sweeps and capacity searches: one Gatling run after the other, each a process of
/// its own.
@NullMarked
package dev.wirelab.load.compare;

import org.jspecify.annotations.NullMarked;
