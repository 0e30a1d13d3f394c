package dev.wirelab.load.report;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.Sitting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The rows of one workload, as far as they may be compared: complete, with every message once and
/// in order.
record Judged(Workload workload, List<Row> all) {
    /// Equal rows that may lie farther apart than so many times tell nothing of noise.
    private static final double MOST_NOISE = 3;

    /// Keeps its own copy.
    Judged {
        all = List.copyOf(all);
    }

    /// One for each workload, in the order of the comparison.
    static List<Judged> of(ComparisonResult comparison) {
        return comparison.rows().stream()
                .map(row -> row.workload().folder())
                .distinct()
                .map(folder ->
                        comparison.rows().stream()
                                .filter(row -> row.workload().folder().equals(folder))
                                .toList())
                .map(rows -> new Judged(rows.getFirst().workload(), rows))
                .toList();
    }

    /// The rows without their A/A twins.
    List<Row> rows() {
        return all.stream().filter(row -> row.twinOf() == null).toList();
    }

    /// A measure of all rows that have it.
    Sitting sitting(Measure measure) {
        List<Sample> samples =
                rows().stream()
                        .filter(Row::isPerfect)
                        .flatMap(row -> measure.sample(row.id(), row).stream())
                        .toList();
        List<Sample> again =
                all.stream()
                        .filter(Row::isPerfect)
                        .flatMap(row ->
                                Optional.ofNullable(row.twinOf())
                                        .filter(twin ->
                                                samples.stream()
                                                        .anyMatch(sample ->
                                                                sample.name().equals(twin)))
                                        .flatMap(twin -> measure.sample(twin, row))
                                        .stream())
                        .toList();
        return new Sitting(samples, again);
    }

    /// The noise floor of a measure, unless it is so high that nothing could be told by it.
    OptionalDouble usefulFloor(Measure measure) {
        OptionalDouble floor = sitting(measure).floor();
        return floor.isPresent() && floor.getAsDouble() <= MOST_NOISE
                ? floor
                : OptionalDouble.empty();
    }

    /// What a row came to in a measure: ` (4.37 ms)`, the geometric mean of its runs, of which the
    /// ratios are; nothing if it cannot be told.
    String typical(Measure measure, String id) {
        return rows().stream()
                .filter(row -> row.id().equals(id))
                .flatMap(row -> measure.sample(id, row).stream())
                .findFirst()
                .map(sample ->
                        " (%s %s)"
                                .formatted(
                                        Numbers.plain(
                                                Math.exp(
                                                        sample.values().stream()
                                                                .mapToDouble(Math::log)
                                                                .average()
                                                                .orElse(Double.NaN))),
                                        measure.unit()))
                .orElse("");
    }
}
