package dev.wirelab.load.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hipparchus.stat.StatUtils;

/// A significance test of one measure over all rows of a benchmark run.
///
/// Two rows differ if all of these conditions hold:
///
/// 1. Each was run at least [#MIN_REPEATS] times.
/// 2. The confidence interval of the ratio of their geometric means excludes 1. It is Student's
///    interval for the difference of the mean logarithms, computed in blocks ([Blocks]); where
///    there are none, from the two rows' own variances (Welch). The level of all pairs together is
///    [#LEVEL] (Holm).
/// 3. The ratio exceeds the noise floor ([#floor()]) and [#LEAST_RATIO].
/// 4. The difference, at the lower end of its interval, exceeds that of the clients by themselves
///    ([Sample#clientMillis()]).
///
/// A ratio is reported with the interval of condition 2, widened to the noise of condition 3: it
/// excludes 1 if and only if the rows differ. Rows also differ if theory predicts it
/// ([Predictions]).
///
/// If all rows are equal, the test reports a difference in a measure in at most 5 of 100 benchmark
/// runs. Without an A/A pair it reports none but the predicted ones. `docs/measuring-reference.md`
/// has the reasons and sources, and `loadtests/bench/power.py` the simulation.
public final class SignificanceTest {
    /// The probability of a false difference in a benchmark run of equal rows.
    public static final double LEVEL = 0.05;

    /// The repeats of each row that a test needs.
    public static final int MIN_REPEATS = 2;

    /// A smaller ratio is not reported as a difference, however certain it is.
    public static final double LEAST_RATIO = 1.01;

    /// How often a difference is found that is as large as [#detectable()].
    public static final double POWER = 0.8;

    /// Why nothing is decided without an A/A pair.
    public static final String NO_FLOOR = "no row was run against itself, so the noise is unknown";

    private final List<Sample> rows;
    private final Predictions predictions;
    private final OptionalDouble floor;
    private final List<Tested> tested;

    /// Two rows and the interval of their ratio.
    ///
    /// @param difference of the mean logarithms, the second's less the first's
    /// @param reach half the width of its interval
    /// @param detectable the difference that would have been found in [#POWER] of benchmark runs
    private record Tested(
            Sample first, Sample second, double difference, double reach, double detectable) {
        boolean isOf(Sample one, Sample other) {
            return (first.equals(one) && second.equals(other))
                    || (first.equals(other) && second.equals(one));
        }

        boolean isFound() {
            return Math.abs(difference) > reach;
        }
    }

    /// A test without predictions.
    public SignificanceTest(List<Sample> rows, List<Sample> again) {
        this(rows, again, Predictions.NONE);
    }

    /// @param rows one sample per row, with different names, each in the order of the blocks
    /// @param again repetitions of some of those rows, under the same names, which form the A/A
    ///   pairs
    /// @throws IllegalArgumentException if two rows have the same name, or no row has the name of
    ///   one in `again`
    public SignificanceTest(List<Sample> rows, List<Sample> again, Predictions predictions) {
        this.rows = checked(rows);
        this.predictions = predictions;
        again.forEach(more -> row(more.name()));
        Optional<Blocks> blocks =
                Blocks.of(
                        Stream.concat(rows.stream(), again.stream())
                                .filter(SignificanceTest::isUsable)
                                .toList());
        this.floor = floor(again, blocks);
        this.tested =
                blocks.map(found -> test(found::of, 0))
                        .orElseGet(() -> test(SignificanceTest::welch, 0));
    }

    private SignificanceTest(List<Sample> rows, OptionalDouble floor, int pairs) {
        this.rows = checked(rows);
        this.predictions = Predictions.NONE;
        this.floor = floor;
        this.tested = test(SignificanceTest::welch, pairs);
    }

    /// A test of rows of different benchmark runs, which share no blocks.
    ///
    /// @param floor the noise floor, see [#floor()]; empty if unknown, so that nothing is decided
    /// @param pairs how many pairs are compared in all, by tests like this one
    public static SignificanceTest withFloor(OptionalDouble floor, List<Sample> rows, int pairs) {
        return new SignificanceTest(rows, floor, pairs);
    }

    private static List<Sample> checked(List<Sample> rows) {
        if (rows.stream().map(Sample::name).distinct().count() != rows.size()) {
            throw new IllegalArgumentException("two rows have the same name");
        }
        return List.copyOf(rows);
    }

    /// The result for two rows.
    public Decision compare(String first, String second) {
        Sample a = row(first);
        Sample b = row(second);
        Tested pair = tested.stream().filter(each -> each.isOf(a, b)).findFirst().orElse(null);
        if (pair != null && pair.isFound()) {
            return beyondClients(
                    a,
                    b,
                    pair.difference > 0
                            ? lower(pair.first, pair.second, pair.difference, pair.reach)
                            : lower(pair.second, pair.first, -pair.difference, pair.reach));
        }
        Optional<Decision.Found> predicted = predictions.compare(a, b);
        if (predicted.isPresent()) {
            return beyondClients(a, b, predicted.get());
        }
        if (a.isZero() && b.isZero()) {
            return new Decision.NotFound(first, second, Interval.ONE);
        }
        if (pair != null) {
            double difference = pair.first.equals(a) ? pair.difference : -pair.difference;
            return new Decision.NotFound(first, second, ratio(difference, pair.reach));
        }
        return new Decision.Undecided(first, second, missing(a, b));
    }

    /// A difference, unless it may be that between the two rows' clients.
    private static Decision beyondClients(Sample a, Sample b, Decision.Found found) {
        double atLeast = Math.min(a.mean(), b.mean()) * (found.ratio().low() - 1);
        double clients = Math.abs(a.clientMillis() - b.clientMillis());
        return clients > 0 && atLeast <= clients
                ? new Decision.Undecided(a.name(), b.name(), ofTheClients(atLeast, clients))
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

    private static Decision.Found lower(
            Sample lower, Sample higher, double difference, double reach) {
        return new Decision.Lower(lower.name(), higher.name(), ratio(difference, reach));
    }

    private static Interval ratio(double difference, double reach) {
        return new Interval(difference, difference - reach, difference + reach).exp();
    }

    private static String missing(Sample a, Sample b) {
        if (a.size() < MIN_REPEATS || b.size() < MIN_REPEATS) {
            return "%d and %d runs, and at least %d of each are needed"
                    .formatted(a.size(), b.size(), MIN_REPEATS);
        }
        return a.isPositive() && b.isPositive() ? NO_FLOOR : "a value is 0, so there is no ratio";
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
    /// if no difference was found or decided among them. Empty if nothing could be decided at all.
    public List<String> lowest() {
        List<Decision> pairs = pairs();
        if (pairs.stream().allMatch(Decision.Undecided.class::isInstance)) {
            return List.of();
        }
        return rows.stream()
                .map(Sample::name)
                .filter(name -> pairs.stream().noneMatch(pair -> isHigher(pair, name)))
                .toList();
    }

    /// The ratio that would have been found in four of five benchmark runs like this one, for every
    /// pair that was tested without finding a difference; empty if there is no such pair.
    public OptionalDouble detectable() {
        return tested.stream()
                .filter(pair ->
                        compare(pair.first.name(), pair.second.name()) instanceof Decision.NotFound)
                .mapToDouble(pair -> Math.exp(pair.detectable))
                .max();
    }

    /// The noise floor: the ratio, at least 1, that two rows must exceed to differ. It is the ratio
    /// of the A/A pair, of several pairs their root mean square, or, if that is larger, the ratio
    /// that chance would exceed in one of twenty pairs of equal rows, given the variance within the
    /// blocks. Empty if there is no A/A pair of at least two runs.
    public OptionalDouble floor() {
        return floor;
    }

    private OptionalDouble floor(List<Sample> again, Optional<Blocks> blocks) {
        double[] differences =
                again.stream()
                        .filter(more -> isUsable(more) && isUsable(row(more.name())))
                        .mapToDouble(more -> difference(row(more.name()), more))
                        .toArray();
        if (differences.length == 0) {
            return OptionalDouble.empty();
        }
        double measured = Math.sqrt(StatUtils.sumSq(differences) / differences.length);
        double chance = blocks.map(found -> found.pooled().reach(LEVEL)).orElse(0.0);
        return OptionalDouble.of(Math.exp(Math.max(measured, chance)));
    }

    /// Tests all pairs that have what it takes, by Holm's procedure: the most certain difference at
    /// the level divided by the number of pairs, the next at the level divided by one less, and so
    /// on until one is not significant; the rest at that one's level.
    ///
    /// @param error of the difference of two rows
    /// @param family how many pairs there are if there are others elsewhere
    private List<Tested> test(BiFunction<Sample, Sample, StandardError> error, int family) {
        if (floor.isEmpty()) {
            return List.of();
        }
        double least = Math.log(Math.max(floor.getAsDouble(), LEAST_RATIO));
        List<Contrast> contrasts = new ArrayList<>();
        List<Sample> usable = rows.stream().filter(SignificanceTest::isUsable).toList();
        for (int i = 0; i < usable.size(); i++) {
            for (Sample other : usable.subList(i + 1, usable.size())) {
                contrasts.add(
                        new Contrast(usable.get(i), other, error.apply(usable.get(i), other)));
            }
        }
        contrasts.sort(Comparator.comparingDouble(Contrast::probability));
        int left = Math.max(family, contrasts.size());
        boolean stopped = false;
        List<Tested> all = new ArrayList<>();
        for (Contrast each : contrasts) {
            double own = LEVEL / left;
            stopped |= each.probability() > own;
            left -= stopped ? 0 : 1;
            double reach = each.error.reach(own);
            all.add(
                    new Tested(
                            each.first,
                            each.second,
                            difference(each.first, each.second),
                            Math.max(reach, least),
                            Math.max(reach + each.error.reach(2 * (1 - POWER)), least)));
        }
        return List.copyOf(all);
    }

    private record Contrast(Sample first, Sample second, StandardError error) {
        double probability() {
            return error.probability(difference(first, second));
        }
    }

    /// Of the mean logarithms.
    private static double difference(Sample first, Sample second) {
        return StatUtils.mean(second.logs()) - StatUtils.mean(first.logs());
    }

    private static StandardError welch(Sample first, Sample second) {
        return StandardError.own(first.logs(), second.logs());
    }

    private static boolean isUsable(Sample sample) {
        return sample.size() >= MIN_REPEATS && sample.isPositive();
    }

    private Sample row(String name) {
        return rows.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no row " + name));
    }

    private static boolean isHigher(Decision pair, String name) {
        return pair instanceof Decision.Found found && found.higher().equals(name);
    }
}
