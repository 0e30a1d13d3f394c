/// Statistics of benchmark runs: significance tests, medians and slopes with confidence intervals.
/// Knows numbers and histograms only.
@NullMarked
package dev.wirelab.load.stats;

import org.jspecify.annotations.NullMarked;
