package dev.wirelab.load.stats;

import java.util.List;
import java.util.stream.DoubleStream;

/// The values of one measure in the repeats of one row.
///
/// A value is that of a whole run, such as the 99th percentile of its deliveries or its CPU time
/// per message. Single deliveries are not values: those of one run are correlated and do not
/// reflect the variation between runs.
///
/// @param name the row's
/// @param values each finite and not negative, in the order of the repeats; may be empty
/// @param clientMillis the part of each value that the load generator's client takes, of times in
///   milliseconds; 0 of other values, or if it is not known
public record Sample(String name, List<Double> values, double clientMillis) {
    /// A sample whose client's part is not known.
    public Sample(String name, List<Double> values) {
        this(name, values, 0);
    }

    /// Keeps its own copy.
    ///
    /// @throws IllegalArgumentException if a value is negative or no number
    public Sample {
        values = List.copyOf(values);
        for (double value : values) {
            if (!(value >= 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException(name + " has the value " + value);
            }
        }
    }

    /// A sample of these values.
    public static Sample of(String name, double... values) {
        return new Sample(name, DoubleStream.of(values).boxed().toList());
    }

    /// The number of repeats.
    int size() {
        return values.size();
    }

    /// Whether every value has a logarithm.
    boolean isPositive() {
        return values.stream().allMatch(value -> value > 0);
    }

    /// Whether every value is 0, such as the requests of a transport that makes none.
    boolean isZero() {
        return !values.isEmpty() && values.stream().allMatch(value -> value == 0);
    }

    /// The geometric mean; 0 if a value is 0.
    double mean() {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }

    double[] logs() {
        return values.stream().mapToDouble(Math::log).toArray();
    }
}
