package dev.wirelab.load.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.moment.Mean;

/// One measure of all rows that were measured together, and the rule that decides which of them
/// differ.
///
/// Two rows differ if all of this holds:
///
/// 1. each was run at least [#MIN_REPEATS] times;
/// 2. the confidence interval of the ratio of their geometric means leaves 1 out. It is Student's,
///    on the logarithms of the runs' values, with the rows' own variances from
///    [#OWN_VARIANCE_REPEATS] repeats on (Welch), and below that with the variance of all repeats
///    of the sitting, or their own if that is larger. Its level is [#LEVEL] divided by the number
///    of pairs of rows (Bonferroni);
/// 3. the ratio is farther from 1 than the noise floor ([#floor()]), and than [#LEAST_RATIO].
///
/// So a sitting in which no rows differ names some difference, for one measure, in at most 5 of 100
/// cases, and one without an A/A pair names none. `docs/measuring.md` has the reasons and the
/// sources.
public final class Sitting {
    /// How often a sitting of equal rows may name a difference.
    public static final double LEVEL = 0.05;

    /// Repeats of each row below which nothing is decided.
    public static final int MIN_REPEATS = 2;

    /// Repeats of both rows from which on their own variances count, instead of the sitting's.
    public static final int OWN_VARIANCE_REPEATS = 3;

    /// A ratio that is not farther from 1 than this is no difference, however certain.
    public static final double LEAST_RATIO = 1.01;

    private final List<Sample> rows;
    private final List<Sample> again;
    private final OptionalDouble elsewhere;
    private final double level;

    /// @param rows one sample a row, with different names
    /// @param again further runs of some of those rows, under their names: an A/A pair is such a
    ///   row and these
    /// @throws IllegalArgumentException if two rows have one name, or none has that of `again`
    public Sitting(List<Sample> rows, List<Sample> again) {
        this(rows, again, OptionalDouble.empty(), rows.size() * (rows.size() - 1) / 2);
    }

    private Sitting(List<Sample> rows, List<Sample> again, OptionalDouble elsewhere, int pairs) {
        this.rows = List.copyOf(rows);
        this.again = List.copyOf(again);
        this.elsewhere = elsewhere;
        this.level = LEVEL / Math.max(1, pairs);
        if (rows.stream().map(Sample::name).distinct().count() != rows.size()) {
            throw new IllegalArgumentException("two rows have the same name");
        }
        again.forEach(sample -> row(sample.name()));
    }

    /// Rows whose noise floor was found elsewhere.
    ///
    /// @param floor as [#floor()] has it; empty if none is known, so that nothing is decided
    /// @param pairs how many pairs are compared in all, by sittings like this one
    public static Sitting beyond(OptionalDouble floor, List<Sample> rows, int pairs) {
        return new Sitting(rows, List.of(), floor, pairs);
    }

    /// What may be told of two rows.
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
            return new Decision.Undecided(
                    first, second, "a value is 0, of which no ratio can be taken");
        }
        OptionalDouble floor = floor();
        if (floor.isEmpty()) {
            return new Decision.Undecided(
                    first, second, "no row was run against itself, so what noise is, is not known");
        }
        double difference = mean(b) - mean(a);
        double reach = reach(a, b);
        Interval ratio = new Interval(difference, difference - reach, difference + reach).exp();
        double least = Math.log(Math.max(floor.getAsDouble(), LEAST_RATIO));
        if (Math.abs(difference) <= Math.max(reach, least)) {
            return new Decision.NotFound(first, second, ratio);
        }
        return difference > 0
                ? new Decision.Lower(first, second, ratio)
                : new Decision.Lower(
                        second,
                        first,
                        new Interval(-difference, -difference - reach, -difference + reach).exp());
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

    /// The rows that no other is lower than, in their order: one if there is a winner, several if
    /// no difference was found among them. None if nothing could be decided.
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

    /// The noise floor: the ratio, from 1, that two rows must exceed to differ. It is how far apart
    /// an A/A pair came to lie or, if that is more, how far apart such a pair lies in at most one
    /// of twenty sittings, by the variance within its runs; the most over all A/A pairs. Empty
    /// without one, or if none of its rows was run twice.
    public OptionalDouble floor() {
        return elsewhere.isPresent()
                ? elsewhere
                : pairs(again)
                        .flatMapToDouble(more -> floor(row(more.name()), more).stream())
                        .max();
    }

    private static OptionalDouble floor(Sample row, Sample more) {
        if (row.size() < MIN_REPEATS && more.size() < MIN_REPEATS) {
            return OptionalDouble.empty();
        }
        double usual =
                Spread.pooled(List.of(row.logs(), more.logs()), row.size(), more.size())
                        .reach(LEVEL);
        return OptionalDouble.of(Math.exp(Math.max(Math.abs(mean(more) - mean(row)), usual)));
    }

    /// Those that make an A/A pair.
    private Stream<Sample> pairs(List<Sample> more) {
        return more.stream()
                .filter(sample -> sample.size() > 0 && sample.isPositive())
                .filter(sample -> row(sample.name()).size() > 0)
                .filter(sample -> row(sample.name()).isPositive());
    }

    private double reach(Sample a, Sample b) {
        if (a.size() >= OWN_VARIANCE_REPEATS && b.size() >= OWN_VARIANCE_REPEATS) {
            return Spread.own(a.logs(), b.logs()).reach(level);
        }
        Spread pooled = Spread.pooled(groups(), a.size(), b.size());
        Spread spread =
                a.size() < 2 || b.size() < 2
                        ? pooled
                        : pooled.atLeast(Spread.own(a.logs(), b.logs()));
        return spread.reach(level / 2);
    }

    /// Values that differ by noise alone.
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
