package dev.wirelab.load.result;

import java.util.Collections;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Median;

/// A figure in the repeats of a row.
///
/// @param values each repeat's, in the order of the runs; never empty
/// @param median the middle one, or the mean of the two in the middle
public record Spread(List<Double> values, double median, double least, double most) {
    /// The spread of at least one value.
    public static Spread of(List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (all.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        return new Spread(
                values,
                new Median().evaluate(all),
                Collections.min(values),
                Collections.max(values));
    }
}
