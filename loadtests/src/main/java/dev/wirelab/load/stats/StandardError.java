package dev.wirelab.load.stats;

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

    /// Half the width of the confidence interval.
    ///
    /// @param level the probability that the interval misses, between 0 and 1
    double reach(double level) {
        return error == 0
                ? 0
                : error * new TDistribution(freedom).inverseCumulativeProbability(1 - level / 2);
    }

    /// The probability that chance alone makes two equal means differ by so much.
    double probability(double difference) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        double times = Math.abs(difference) / error;
        return 2 * new TDistribution(freedom).cumulativeProbability(-times);
    }

    /// The sum of squared deviations from the mean.
    static double squares(double[] values) {
        return new SecondMoment().evaluate(values);
    }
}
