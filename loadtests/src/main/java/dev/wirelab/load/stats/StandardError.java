package dev.wirelab.load.stats;

import java.util.Collection;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.moment.SecondMoment;

/// The standard error of a difference of two means, with its degrees of freedom.
///
/// @param error the standard error; 0 if nothing varied
/// @param freedom degrees of freedom, from 1
record StandardError(double error, double freedom) {

    /// From the two samples' own variances (Welch 1947), for samples of at least two.
    static StandardError own(double[] first, double[] second) {
        double a = squares(first) / (first.length - 1) / first.length;
        double b = squares(second) / (second.length - 1) / second.length;
        double freedom =
                (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        return new StandardError(Math.sqrt(a + b), a + b == 0 ? 1 : freedom);
    }

    /// From the pooled variance within groups of repeats, for means of `m` and `n` values. The
    /// degrees of freedom are Satterthwaite's (1946), so that they are few if one noisy group
    /// causes most of the variance.
    ///
    /// @param groups values that differ by noise alone within each group; at least one of them has
    ///   two
    static StandardError pooled(Collection<double[]> groups, int m, int n) {
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
        return new StandardError(error, parts == 0 ? freedom : sum * sum / parts);
    }

    /// The same degrees of freedom, with the larger of both errors.
    StandardError atLeast(StandardError other) {
        return new StandardError(Math.max(error, other.error), freedom);
    }

    /// Half the width of the confidence interval.
    ///
    /// @param level the probability that the interval misses, between 0 and 1
    double reach(double level) {
        return error == 0
                ? 0
                : error * new TDistribution(freedom).inverseCumulativeProbability(1 - level / 2);
    }

    /// The sum of squared deviations from the mean.
    private static double squares(double[] values) {
        return new SecondMoment().evaluate(values);
    }
}
