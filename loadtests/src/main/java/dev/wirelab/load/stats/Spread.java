package dev.wirelab.load.stats;

import java.util.Collection;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.moment.Mean;

/// How uncertain a difference of two means is: its standard error, and the degrees of freedom of
/// that estimate.
///
/// @param error the standard error; 0 if nothing varied
/// @param freedom degrees of freedom, from 1
record Spread(double error, double freedom) {

    /// From the two samples' own variances (Welch 1947), for samples of at least two.
    static Spread own(double[] first, double[] second) {
        double a = squares(first) / (first.length - 1) / first.length;
        double b = squares(second) / (second.length - 1) / second.length;
        double freedom =
                (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        return new Spread(Math.sqrt(a + b), a + b == 0 ? 1 : freedom);
    }

    /// From the variance within all groups of repeats, for means of `m` and `n` values. The degrees
    /// of freedom are Satterthwaite's (1946) for a sum of squares whose parts are not equally
    /// large: one noisy group among quiet ones counts little more than itself.
    ///
    /// @param groups values that differ by noise alone within each group; at least one of them has
    ///   two
    static Spread pooled(Collection<double[]> groups, int m, int n) {
        double sum = 0;
        double freedom = 0;
        double parts = 0;
        for (double[] group : groups) {
            if (group.length >= 2) {
                double squares = squares(group);
                sum += squares;
                freedom += group.length - 1;
                parts += squares * squares / (group.length - 1);
            }
        }
        double error = Math.sqrt(sum / freedom * (1.0 / m + 1.0 / n));
        return new Spread(error, parts == 0 ? freedom : sum * sum / parts);
    }

    /// This, with at least the other's error.
    Spread atLeast(Spread other) {
        return new Spread(Math.max(error, other.error), freedom);
    }

    /// How far to each side of the difference its interval reaches.
    ///
    /// @param level how often the interval may miss, between 0 and 1
    double reach(double level) {
        return error == 0
                ? 0
                : error * new TDistribution(freedom).inverseCumulativeProbability(1 - level / 2);
    }

    private static double squares(double[] values) {
        double mean = new Mean().evaluate(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
