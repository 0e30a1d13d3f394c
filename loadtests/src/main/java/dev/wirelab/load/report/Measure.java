package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Quantile;
import dev.wirelab.load.stats.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// What rows are compared by.
enum Measure {
    /// The median of the delivery latency.
    MEDIAN("median latency", "ms", 1e-3, Figures.DELIVERY_P50) {
        @Override
        Optional<String> percentile() {
            return Optional.of("p50");
        }

        @Override
        OptionalDouble typical(Row row) {
            return latency(row, Percentiles::p50);
        }

        @Override
        boolean isTold(RunResult run) {
            return run.latency(Quantity.DELIVERY).count() >= Quantile.MEDIAN.leastCount();
        }
    },
    /// Its 99th percentile.
    P99("p99 latency", "ms", 1e-3, Figures.DELIVERY_P99) {
        @Override
        Optional<String> percentile() {
            return Optional.of("p99");
        }

        @Override
        OptionalDouble typical(Row row) {
            return latency(row, Percentiles::p99);
        }

        @Override
        boolean isTold(RunResult run) {
            return run.latency(Quantity.DELIVERY).count() >= Quantile.P99.leastCount();
        }
    },
    /// TCP payload of both directions for each delivered message.
    BYTES("bytes a message", "bytes", 1, Figures.BYTES_UP, Figures.BYTES_DOWN),
    /// The lab's CPU time for each delivered message.
    CPU("lab's CPU a message", "µs", 1, Figures.CPU_MICROS),
    /// What the lab allocates for each delivered message.
    ALLOCATED("allocated a message", "bytes", 1, Figures.ALLOCATED);

    private final String title;
    private final String unit;
    private final double scale;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> figures;

    Measure(String title, String unit, double scale, String... figures) {
        this.title = title;
        this.unit = unit;
        this.scale = scale;
        this.figures = List.of(figures);
    }

    /// What it is, for the head of a column.
    String title() {
        return title;
    }

    /// Its unit.
    String unit() {
        return unit;
    }

    /// Which percentile of the delivery latency it is, if it is one.
    Optional<String> percentile() {
        return Optional.empty();
    }

    /// What a row came to, as the tables have it: of latencies the percentile of all its runs
    /// together, of everything else the median of its runs.
    OptionalDouble typical(Row row) {
        return sample("", row)
                .map(sample -> OptionalDouble.of(Spread.of(sample.values()).median()))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble latency(Row row, ToLongFunction<Percentiles> percentile) {
        return row.merged() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        percentile.applyAsLong(row.merged().latency(Quantity.DELIVERY)) / 1e3);
    }

    /// Whether a run has enough behind it.
    boolean isTold(RunResult run) {
        return run.tally().delivered() > 0;
    }

    /// A row's value in each of its repeats; nothing if one of them does not have it.
    ///
    /// @param name what the sample is called
    Optional<Sample> sample(String name, Row row) {
        Merged merged = row.merged();
        if (merged == null || !row.isComplete() || !row.results().allMatch(this::isTold)) {
            return Optional.empty();
        }
        Map<String, Spread> known = merged.figures();
        int runs = row.runs().size();
        List<Spread> spreads =
                figures.stream()
                        .map(known::get)
                        .filter(spread -> spread != null && spread.values().size() == runs)
                        .toList();
        if (spreads.size() < figures.size()) {
            return Optional.empty();
        }
        return Optional.of(
                new Sample(
                        name,
                        IntStream.range(0, runs)
                                .mapToObj(run ->
                                        scale
                                                * spreads.stream()
                                                        .mapToDouble(
                                                                spread -> spread.values().get(run))
                                                        .sum())
                                .toList()));
    }
}
