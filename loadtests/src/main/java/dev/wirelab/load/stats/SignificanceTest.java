package dev.wirelab.load.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.moment.Mean;

/// A significance test of one measure over all rows of a benchmark run.
///
/// Two rows differ if all of these conditions hold:
///
/// 1. Each was run at least [#MIN_REPEATS] times.
/// 2. The confidence interval of the ratio of their geometric means excludes 1. It is Student's
///    interval for the difference of the mean logarithms. It uses the two rows' own variances if
///    both have [#OWN_VARIANCE_REPEATS] repeats or more (Welch), else the pooled variance of all
///    rows, or the rows' own if that is larger. Its level is [#LEVEL] divided by the number of
///    pairs of rows (Bonferroni); with the pooled variance, half of that.
/// 3. The ratio exceeds the noise floor ([#floor()]) and [#LEAST_RATIO].
/// 4. The difference, at the lower end of its interval, exceeds that of the clients by themselves
///    ([Sample#clientMillis()]).
///
/// If all rows are equal, the test reports a difference in a measure in about 5 of 100 benchmark
/// runs or fewer. Without an A/A pair it reports none. `docs/measuring-reference.md` has the
/// reasons and sources.
public final class SignificanceTest {
    /// The probability of a false difference in a benchmark run of equal rows.
    public static final double LEVEL = 0.05;

    /// The repeats of each row that a decision needs.
    public static final int MIN_REPEATS = 2;

    /// The repeats of both rows from which on their own variances are used instead of the pooled
    /// one.
    public static final int OWN_VARIANCE_REPEATS = 3;

    /// A smaller ratio is not reported as a difference, however certain it is.
    public static final double LEAST_RATIO = 1.01;

    /// Why nothing is decided without an A/A pair.
    public static final String NO_FLOOR = "no row was run against itself, so the noise is unknown";

    private final List<Sample> rows;
    private final List<Sample> again;
    private final OptionalDouble knownFloor;
    private final double level;

    /// @param rows one sample per row, with different names
    /// @param again repetitions of some of those rows, under the same names, which form the A/A
    ///   pairs
    /// @throws IllegalArgumentException if two rows have the same name, or no row has the name of
    ///   one in `again`
    public SignificanceTest(List<Sample> rows, List<Sample> again) {
        this(rows, again, OptionalDouble.empty(), rows.size() * (rows.size() - 1) / 2);
    }

    private SignificanceTest(
            List<Sample> rows, List<Sample> again, OptionalDouble knownFloor, int pairs) {
        this.rows = List.copyOf(rows);
        this.again = List.copyOf(again);
        this.knownFloor = knownFloor;
        this.level = LEVEL / Math.max(1, pairs);
        if (rows.stream().map(Sample::name).distinct().count() != rows.size()) {
            throw new IllegalArgumentException("two rows have the same name");
        }
        again.forEach(sample -> row(sample.name()));
    }

    /// A test with a known noise floor.
    ///
    /// @param floor the noise floor, see [#floor()]; empty if unknown, so that nothing is decided
    /// @param pairs how many pairs are compared in all, by tests like this one
    public static SignificanceTest withFloor(OptionalDouble floor, List<Sample> rows, int pairs) {
        return new SignificanceTest(rows, List.of(), floor, pairs);
    }

    /// The result for two rows.
    public Decision compare(String first, String second) {
        Sample a = row(first);
        Sample b = row(second);
        if (a.size() < MIN_REPEATS || b.size() < MIN_REPEATS) {
            return new Decision.Undecided(
                    first,
                    second,
                    "%d and %d runs, and at least %d of each are needed"
                            .formatted(a.size(), b.size(), MIN_REPEATS));
        }
        if (!a.isPositive() || !b.isPositive()) {
            return new Decision.Undecided(first, second, "a value is 0, so there is no ratio");
        }
        OptionalDouble floor = floor();
        if (floor.isEmpty()) {
            return new Decision.Undecided(first, second, NO_FLOOR);
        }
        double difference = mean(b) - mean(a);
        double reach = reach(a, b);
        Interval ratio = new Interval(difference, difference - reach, difference + reach).exp();
        double least = Math.log(Math.max(floor.getAsDouble(), LEAST_RATIO));
        if (Math.abs(difference) <= Math.max(reach, least)) {
            return new Decision.NotFound(first, second, ratio);
        }
        Decision.Lower found =
                difference > 0
                        ? new Decision.Lower(first, second, ratio)
                        : new Decision.Lower(
                                second,
                                first,
                                new Interval(-difference, -difference - reach, -difference + reach)
                                        .exp());
        double atLeast = Math.exp(Math.min(mean(a), mean(b))) * (found.ratio().low() - 1);
        double clients = Math.abs(a.clientMillis() - b.clientMillis());
        return clients > 0 && atLeast <= clients
                ? new Decision.Undecided(first, second, ofTheClients(atLeast, clients))
                : found;
    }

    private static String ofTheClients(double atLeast, double clients) {
        return String.format(
                Locale.ROOT,
                "they differ by at least %.3f ms, which may be the load generator's client: by itself"
                        + " it differs by %.3f ms between them",
                atLeast,
                clients);
    }

    /// Every pair of rows, once, in the order of the rows.
    public List<Decision> pairs() {
        List<Decision> pairs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                pairs.add(compare(rows.get(i).name(), rows.get(j).name()));
            }
        }
        return List.copyOf(pairs);
    }

    /// The rows that no other row is lower than, in their order: one if there is a winner, several
    /// if no difference was found among them. Empty if nothing could be decided.
    public List<String> lowest() {
        List<Decision> pairs = pairs();
        if (pairs.stream().allMatch(Decision.Undecided.class::isInstance)) {
            return List.of();
        }
        return rows.stream()
                .filter(row -> row.size() >= MIN_REPEATS && row.isPositive())
                .map(Sample::name)
                .filter(name -> pairs.stream().noneMatch(pair -> isHigher(pair, name)))
                .toList();
    }

    /// The noise floor: the ratio, at least 1, that two rows must exceed to differ. For an A/A pair
    /// it is the measured ratio of its two rows or, if that is larger, the ratio that chance would
    /// exceed in one of twenty benchmark runs, given the variance among the repeats. The result is
    /// the largest of all A/A pairs; empty if there is no such pair with a row that was run at
    /// least twice.
    public OptionalDouble floor() {
        return knownFloor.isPresent()
                ? knownFloor
                : pairs(again)
                        .flatMapToDouble(more -> floor(row(more.name()), more).stream())
                        .max();
    }

    private static OptionalDouble floor(Sample row, Sample more) {
        if (row.size() < MIN_REPEATS && more.size() < MIN_REPEATS) {
            return OptionalDouble.empty();
        }
        double usual =
                StandardError.pooled(List.of(row.logs(), more.logs()), row.size(), more.size())
                        .reach(LEVEL);
        return OptionalDouble.of(Math.exp(Math.max(Math.abs(mean(more) - mean(row)), usual)));
    }

    /// The samples that form an A/A pair.
    private Stream<Sample> pairs(List<Sample> more) {
        return more.stream()
                .filter(sample -> sample.size() > 0 && sample.isPositive())
                .filter(sample -> row(sample.name()).size() > 0)
                .filter(sample -> row(sample.name()).isPositive());
    }

    private double reach(Sample a, Sample b) {
        if (a.size() >= OWN_VARIANCE_REPEATS && b.size() >= OWN_VARIANCE_REPEATS) {
            return StandardError.own(a.logs(), b.logs()).reach(level);
        }
        StandardError pooled = StandardError.pooled(groups(), a.size(), b.size());
        StandardError spread =
                a.size() < 2 || b.size() < 2
                        ? pooled
                        : pooled.atLeast(StandardError.own(a.logs(), b.logs()));
        return spread.reach(level / 2);
    }

    /// Groups of values that differ by noise alone.
    private List<double[]> groups() {
        return rows.stream()
                .map(row ->
                        again.stream()
                                .filter(more -> more.name().equals(row.name()))
                                .reduce(row, Sample::with))
                .filter(Sample::isPositive)
                .map(Sample::logs)
                .toList();
    }

    private Sample row(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no row " + name));
    }

    private static boolean isHigher(Decision pair, String name) {
        return pair instanceof Decision.Lower lower && lower.higher().equals(name);
    }

    private static double mean(Sample sample) {
        return new Mean().evaluate(sample.logs());
    }
}
