package dev.wirelab.load.report;

import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.theory.Observed;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.stat.descriptive.rank.Median;

/// What the model takes from a row's measurement.
///
/// @param windowMicros the median of how long the lab's meters were watched
record Observations(double windowMicros, Merged merged) {

    /// Nothing if the lab has no meters.
    static Optional<Observations> of(Row row, Merged merged) {
        double[] windows =
                row.results()
                        .map(RunResult::meters)
                        .filter(Objects::nonNull)
                        .mapToLong(Meters::stampNanos)
                        .mapToDouble(nanos -> nanos / 1e3)
                        .toArray();
        return windows.length == 0
                ? Optional.empty()
                : Optional.of(new Observations(new Median().evaluate(windows), merged));
    }

    Observed observed() {
        return new Observed(
                windowMicros,
                this::roundTrip,
                median(merged, Figures.of(Quantity.ACKNOWLEDGEMENT_FROM_SENT, "p50")).orElse(0),
                median(merged, Figures.CPU_MICROS).orElse(0),
                merged.latency(Quantity.RECONNECT).max());
    }

    private double roundTrip(double quantile) {
        Percentiles due = merged.latency(Quantity.ACKNOWLEDGEMENT);
        if (quantile <= 0) {
            return due.min();
        }
        String percentile = quantile <= 0.5 ? "p50" : quantile <= 0.9 ? "p90" : "p99";
        return median(merged, Figures.of(Quantity.ACKNOWLEDGEMENT, percentile)).orElse(0);
    }

    /// How late the load program itself was at a percentile, in microseconds, at both ends of a
    /// message.
    static double injectorLag(Merged merged, String percentile) {
        return median(merged, Figures.of(Quantity.INJECTOR_LAG, percentile)).orElse(0)
                + median(merged, Figures.of(Quantity.LOOP_LAG, percentile)).orElse(0);
    }

    /// The median of a figure over the runs.
    static OptionalDouble median(Merged merged, String figure) {
        Spread spread = merged.figures().get(figure);
        return spread == null ? OptionalDouble.empty() : OptionalDouble.of(spread.median());
    }
}
