package dev.wirelab.load.report;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Lateness;
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

    /// A measure of all rows that have it, by their titles.
    Sitting sitting(Measure measure) {
        List<Sample> samples =
                rows().stream()
                        .filter(Row::isPerfect)
                        .flatMap(row -> measure.sample(row.title(), row).stream())
                        .toList();
        List<Sample> again =
                all.stream()
                        .filter(Row::isPerfect)
                        .flatMap(row ->
                                again(row, samples).flatMap(of -> measure.sample(of, row)).stream())
                        .toList();
        return new Sitting(samples, again);
    }

    /// Whose A/A a row is, if that one has a sample.
    private Optional<String> again(Row row, List<Sample> samples) {
        return rows().stream()
                .filter(other -> other.id().equals(row.twinOf()))
                .map(Row::title)
                .filter(title -> samples.stream().anyMatch(sample -> sample.name().equals(title)))
                .findFirst();
    }

    /// Whether the load program was late in a row, by enough to matter to a measure.
    boolean isInjectorBound(Measure measure, String title) {
        return measure.percentile().isPresent()
                && rows().stream()
                        .filter(row -> row.title().equals(title))
                        .anyMatch(row -> Lateness.isIn(row, measure.percentile().get()));
    }

    /// The rows that cannot be compared, each with the reason.
    List<String> leftOut() {
        return rows().stream()
                .flatMap(row -> row.flaw().map(flaw -> row.title() + ", " + flaw).stream())
                .toList();
    }

    /// The noise floor of a measure.
    OptionalDouble floor(Measure measure) {
        return sitting(measure).floor();
    }

    /// Whether equal rows lie so close together in a measure that it can be held against a model.
    boolean isQuietEnough(Measure measure) {
        OptionalDouble floor = floor(measure);
        return floor.isPresent() && floor.getAsDouble() <= MOST_NOISE;
    }

    /// What a row came to in a measure, as the tables have it: ` (4.37 ms)`, with a word where the
    /// load program was late; nothing if it cannot be told.
    String typical(Measure measure, String title) {
        return rows().stream()
                .filter(row -> row.title().equals(title))
                .flatMap(row -> measure.typical(row).stream().boxed())
                .findFirst()
                .map(value ->
                        " (%s %s%s)"
                                .formatted(
                                        Numbers.plain(value),
                                        measure.unit(),
                                        isInjectorBound(measure, title) ? ", injector-bound" : ""))
                .orElse("");
    }
}
