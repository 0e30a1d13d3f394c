package dev.wirelab.load.report;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Lateness;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The rows of one workload, and the tests of their differences. Only rows that are complete and
/// delivered every message once and in order are compared.
///
/// @param all the rows of the workload, including the A/A rows
record ComparableRows(Workload workload, List<Row> all) {
    /// The noise floor above which a measurement is not compared with the model.
    private static final double MOST_NOISE = 3;

    /// One for each workload, in the order of the comparison.
    static List<ComparableRows> of(ComparisonResult comparison) {
        return comparison.rows().stream()
                .map(row -> row.workload().folder())
                .distinct()
                .map(folder ->
                        comparison.rows().stream()
                                .filter(row -> row.workload().folder().equals(folder))
                                .toList())
                .map(rows -> new ComparableRows(rows.getFirst().workload(), rows))
                .toList();
    }

    /// The rows without the A/A rows.
    List<Row> rows() {
        return all.stream().filter(row -> row.twinOf() == null).toList();
    }

    /// The test of one measure over all rows that have it. Samples are named by the rows' titles.
    SignificanceTest test(Measure measure) {
        List<Sample> samples =
                rows().stream()
                        .filter(Row::isPerfect)
                        .flatMap(row -> measure.sample(row.title(), row).stream())
                        .toList();
        List<Sample> again =
                all.stream()
                        .filter(Row::isPerfect)
                        .flatMap(row ->
                                original(row, samples)
                                        .flatMap(title -> measure.sample(title, row))
                                        .stream())
                        .toList();
        return new SignificanceTest(samples, again);
    }

    /// The title of the row that an A/A row repeats, if that one has a sample.
    private Optional<String> original(Row row, List<Sample> samples) {
        return rows().stream()
                .filter(other -> other.id().equals(row.twinOf()))
                .map(Row::title)
                .filter(title -> samples.stream().anyMatch(sample -> sample.name().equals(title)))
                .findFirst();
    }

    /// Whether the load generator was late in a row, by enough to affect a measure.
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
        return test(measure).floor();
    }

    /// Whether the noise floor of a measure is low enough for a comparison with the model.
    boolean isQuietEnough(Measure measure) {
        OptionalDouble floor = floor(measure);
        return floor.isPresent() && floor.getAsDouble() <= MOST_NOISE;
    }

    /// The value of a row as the tables show it: ` (4.37 ms)`, with a note where the load generator
    /// was late; empty if it is not known.
    String typical(Measure measure, String title) {
        return rows().stream()
                .filter(row -> row.title().equals(title))
                .flatMap(row -> measure.typical(row).stream().boxed())
                .findFirst()
                .map(value ->
                        " (%s %s%s)"
                                .formatted(
                                        TextFormat.rounded(value),
                                        measure.unit(),
                                        isInjectorBound(measure, title) ? ", injector-bound" : ""))
                .orElse("");
    }
}
