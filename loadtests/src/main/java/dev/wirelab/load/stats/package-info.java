/// Which differences may be told: the decision rule, medians and slopes with confidence intervals.
/// Knows numbers and histograms, and nothing of runs, wires or files.
@NullMarked
package dev.wirelab.load.stats;

import org.jspecify.annotations.NullMarked;
