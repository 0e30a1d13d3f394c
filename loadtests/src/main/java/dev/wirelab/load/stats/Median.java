package dev.wirelab.load.stats;

import java.util.List;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/// The median of a few runs and its distribution-free confidence interval between two of them: the
/// number of runs below the true median is binomial (David and Nagaraja, Order Statistics, 7.1).
///
/// @param interval between two of the values
/// @param coverage the probability that the interval contains the true median: at least [#LEVEL],
///   or less with fewer than six runs (0.5 for two, 0.94 for five)
public record Median(Interval interval, double coverage) {
    /// The intended coverage.
    public static final double LEVEL = 0.95;

    /// The median of at least one value.
    public static Median of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int n = sorted.length;
        BinomialDistribution below = new BinomialDistribution(n, 0.5);
        int cut = 0;
        while (cut + 1 <= (n - 1) / 2 && coverage(below, cut + 1) >= LEVEL) {
            cut++;
        }
        double middle = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new Median(
                new Interval(middle, sorted[cut], sorted[n - 1 - cut]),
                Math.max(0, coverage(below, cut)));
    }

    /// The coverage of the interval that omits so many values at each end.
    private static double coverage(BinomialDistribution below, int cut) {
        return 1 - 2 * below.cumulativeProbability(cut);
    }
}
