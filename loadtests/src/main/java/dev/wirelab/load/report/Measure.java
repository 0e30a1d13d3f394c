package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Quantile;
import dev.wirelab.load.stats.Sample;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The measures by which rows are compared.
enum Measure {
    /// The median of the delivery latency.
    MEDIAN("median latency", "ms", 1e-3, "p50", Figures.DELIVERY_P50),
    /// Its 99th percentile.
    P99("p99 latency", "ms", 1e-3, "p99", Figures.DELIVERY_P99),
    /// TCP payload in both directions per delivered message.
    BYTES("bytes a message", "bytes", 1, null, Figures.BYTES_UP, Figures.BYTES_DOWN),
    /// The lab's CPU time per delivered message.
    CPU("lab's CPU a message", "µs", 1, null, Figures.CPU_MICROS),
    /// Heap memory that the lab allocates per delivered message.
    ALLOCATED("allocated a message", "bytes", 1, null, Figures.ALLOCATED);

    private final String title;
    private final String unit;
    private final double scale;
    private final @Nullable String percentile;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> figures;

    Measure(
            String title,
            String unit,
            double scale,
            @Nullable String percentile,
            String... figures) {
        this.title = title;
        this.unit = unit;
        this.scale = scale;
        this.percentile = percentile;
        this.figures = List.of(figures);
    }

    /// Its name, for the head of a column.
    String title() {
        return title;
    }

    /// Its unit.
    String unit() {
        return unit;
    }

    /// `p50` or `p99` if it is that percentile of the delivery latency, else empty.
    Optional<String> percentile() {
        return Optional.ofNullable(percentile);
    }

    /// The value of a row as the tables show it: of a latency the percentile of all runs together,
    /// of everything else the median of the runs.
    OptionalDouble typical(Row row) {
        Merged merged = row.merged();
        if (percentile == null) {
            return sample("", row)
                    .map(sample -> OptionalDouble.of(Spread.of(sample.values()).median()))
                    .orElse(OptionalDouble.empty());
        }
        return merged == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(merged.latency(Quantity.DELIVERY).of(percentile) / 1e3);
    }

    /// Whether a run has enough deliveries for this measure.
    private boolean isMeasured(RunResult run) {
        if (percentile == null) {
            return run.tally().delivered() > 0;
        }
        Quantile quantile = percentile.equals("p50") ? Quantile.MEDIAN : Quantile.P99;
        return run.latency(Quantity.DELIVERY).count() >= quantile.leastCount();
    }

    /// The values of a row's runs; empty if one of them has no value.
    ///
    /// @param name the name of the sample
    Optional<Sample> sample(String name, Row row) {
        Merged merged = row.merged();
        if (merged == null || !row.isComplete() || !row.results().allMatch(this::isMeasured)) {
            return Optional.empty();
        }
        Map<String, Spread> known = merged.figures();
        int runs = row.runs().size();
        List<Spread> spreads =
                figures.stream()
                        .map(known::get)
                        .filter(Objects::nonNull)
                        .filter(spread -> spread.values().size() == runs)
                        .toList();
        if (spreads.size() < figures.size()) {
            return Optional.empty();
        }
        List<Double> values =
                IntStream.range(0, runs).mapToObj(run -> scale * sum(spreads, run)).toList();
        return Optional.of(new Sample(name, values));
    }

    private static double sum(List<Spread> spreads, int run) {
        return spreads.stream().mapToDouble(spread -> spread.values().get(run)).sum();
    }
}
