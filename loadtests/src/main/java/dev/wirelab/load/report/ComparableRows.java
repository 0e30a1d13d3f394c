package dev.wirelab.load.report;

import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Median;
import dev.wirelab.load.stats.Predictions;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The rows of one workload, and the tests of their differences. Only rows that are complete and
/// delivered every message once and in order are compared.
final class ComparableRows {
    /// The noise floor above which a measurement is not compared with the model.
    private static final double MOST_NOISE = 3;

    private final Workload workload;
    private final List<Row> all;
    private final Map<Figure, SignificanceTest> tests = new EnumMap<>(Figure.class);

    private ComparableRows(Workload workload, List<Row> all) {
        this.workload = workload;
        this.all = all;
    }

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

    Workload workload() {
        return workload;
    }

    /// The rows of the workload, including the A/A rows.
    List<Row> all() {
        return all;
    }

    /// The rows without the A/A rows.
    List<Row> rows() {
        return all.stream().filter(row -> row.twinOf() == null).toList();
    }

    /// The row with this title, if there is one.
    private Optional<Row> row(String title) {
        return rows().stream().filter(row -> row.title().equals(title)).findFirst();
    }

    /// The test of one figure over all rows that have it. Samples are named by the rows' titles.
    SignificanceTest test(Figure figure) {
        return tests.computeIfAbsent(figure, this::newTest);
    }

    private SignificanceTest newTest(Figure figure) {
        List<Sample> samples =
                rows().stream()
                        .filter(Row::isComparable)
                        .flatMap(row -> figure.sample(row.title(), row).stream())
                        .toList();
        List<Sample> again =
                all.stream()
                        .filter(Row::isComparable)
                        .flatMap(row ->
                                original(row, samples)
                                        .flatMap(title -> figure.sample(title, row))
                                        .stream())
                        .toList();
        return new SignificanceTest(samples, again, predictions(figure));
    }

    private Predictions predictions(Figure figure) {
        Map<String, Interval> bounds = new HashMap<>();
        rows().forEach(row ->
                RowModel.of(row)
                        .flatMap(model -> model.bounds(figure))
                        .ifPresent(predicted -> bounds.put(row.title(), predicted)));
        return new Predictions(
                bounds, Texts.of(figure.isCount() ? "predicted.count" : "predicted.latency"));
    }

    /// The title of the row that an A/A row repeats, if that one has a sample.
    private Optional<String> original(Row row, List<Sample> samples) {
        return rows().stream()
                .filter(other -> other.id().equals(row.twinOf()))
                .map(Row::title)
                .filter(title -> samples.stream().anyMatch(sample -> sample.name().equals(title)))
                .findFirst();
    }

    /// Whether the load generator was late in a row, by enough to affect a figure.
    boolean isInjectorBound(Figure figure, String title) {
        String percentile = figure.percentile();
        return percentile != null
                && row(title).filter(r -> !r.late(percentile).isEmpty()).isPresent();
    }

    /// The rows that cannot be compared, each with the reason.
    List<String> leftOut() {
        return rows().stream()
                .flatMap(row -> row.flaw().map(flaw -> row.title() + ", " + flaw).stream())
                .toList();
    }

    /// The noise floor of a figure.
    OptionalDouble floor(Figure figure) {
        return test(figure).floor();
    }

    /// Whether the noise floor of a figure is low enough for a comparison with the model.
    boolean isQuietEnough(Figure figure) {
        OptionalDouble floor = floor(figure);
        return floor.isPresent() && floor.getAsDouble() <= MOST_NOISE;
    }

    /// The value of a row as the tables show it: ` (4.37 ms)`, with a note where the load generator
    /// was late; empty if it is not known.
    String shown(Figure figure, String title) {
        OptionalDouble value = row(title).map(figure::shown).orElse(OptionalDouble.empty());
        String late = isInjectorBound(figure, title) ? ", injector-bound" : "";
        return value.isEmpty()
                ? ""
                : " (%s %s%s)"
                        .formatted(TextFormat.rounded(value.getAsDouble()), figure.unit(), late);
    }

    /// `2.37 (2.06 to 3.44)`: the median of a row's runs and its confidence interval ([Median]);
    /// the median alone where both ends equal it to three digits; empty if it was not measured.
    static Optional<String> repeats(Row row, Figure figure) {
        List<Double> values = row.values(run -> figure.of(run) * figure.scale());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Interval interval = Median.of(values).interval();
        String middle = TextFormat.rounded(interval.estimate());
        String range = TextFormat.range(interval);
        return Optional.of(
                range.equals(middle + " to " + middle) ? middle : middle + " (" + range + ")");
    }

    /// The meaning of the parentheses of [#repeats]; empty if each row has one run only.
    String repeatsExplained() {
        int most = all.stream().mapToInt(row -> row.runs().size()).max().orElse(0);
        if (most < 2) {
            return "";
        }
        double coverage = Median.of(Collections.nCopies(most, 0.0)).coverage();
        return Texts.of("repeats", most, TextFormat.fixed(0, coverage * 100));
    }
}
