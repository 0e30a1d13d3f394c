package dev.wirelab.load.result;

import java.util.Arrays;
import java.util.List;

/// One figure over the repeats of a row.
///
/// @param values each repeat's, in the order of the runs; never empty
/// @param median the middle one, or the mean of the two in the middle
public record Spread(List<Double> values, double median, double least, double most) {
    /// Keeps its own copy.
    public Spread {
        values = List.copyOf(values);
    }

    /// Of some values, at least one.
    public static Spread of(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
        return new Spread(values, median, sorted[0], sorted[sorted.length - 1]);
    }
}
