package dev.wirelab.load.report;

import static java.util.Objects.requireNonNull;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.HttpNames;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.theory.MeasuredInputs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/// The measurements of a row that the model takes as inputs.
///
/// @param windowMicros the median of how long the lab's meters were observed
/// @param deliveries the median of what was delivered meanwhile
/// @param http the values in the row's HTTP requests
record Observations(double windowMicros, double deliveries, HttpNames http, Merged merged) {
    private static final HttpNames NO_READER = new HttpNames("", 0);

    /// Empty if the lab has no meters.
    static Optional<Observations> of(Row row, Merged merged) {
        List<RunResult> runs =
                row.results().filter(run -> run.meters() != null && run.watched() != null).toList();
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Observations(
                        median(runs, run -> requireNonNull(run.meters()).stampNanos() / 1e3),
                        median(runs, run -> requireNonNull(run.watched()).deliveries()),
                        runs.stream()
                                .flatMap(run -> Optional.ofNullable(run.http()).stream())
                                .findFirst()
                                .orElse(NO_READER),
                        merged));
    }

    private static double median(List<RunResult> runs, ToDoubleFunction<RunResult> value) {
        return new Median().evaluate(runs.stream().mapToDouble(value).toArray());
    }

    MeasuredInputs inputs() {
        return new MeasuredInputs(
                windowMicros,
                deliveries,
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

    /// How late the load generator was at a percentile, in microseconds, at both ends of a message.
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
