package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Median;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.Sitting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One measure of several kinds that were measured by turns, A B C A, A B C A, the first of them
/// twice in each turn: what differs there is noise.
final class Turns {
    private final String first;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final List<Double> again = new ArrayList<>();

    /// @param first the kind that is measured twice
    Turns(String first) {
        this.first = first;
    }

    void add(String kind, double value) {
        values.computeIfAbsent(kind, _ -> new ArrayList<>()).add(value);
    }

    /// Once more the first kind.
    void addAgain(double value) {
        again.add(value);
    }

    /// No number if there is no value.
    double median(String kind) {
        List<Double> all = values.getOrDefault(kind, List.of());
        return all.isEmpty() ? Double.NaN : Median.of(all).interval().estimate();
    }

    /// What may be told of two kinds, by the rule of all comparisons.
    Decision compare(String one, String other) {
        if (!values.keySet().containsAll(List.of(first, one, other))) {
            return new Decision.Undecided(one, other, "not every kind could be measured");
        }
        return new Sitting(
                        values.entrySet().stream()
                                .map(kind -> new Sample(kind.getKey(), kind.getValue()))
                                .toList(),
                        List.of(new Sample(first, again)))
                .compare(one, other);
    }

    /// How many times the one kind's value the other's is, as far as it can be told: within the
    /// interval of that rule, or within what the A/A pair lies apart if that is wider. Nothing:
    /// nothing can be told.
    Optional<Interval> ratio(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Lower lower when lower.lower().equals(one) ->
                    Optional.of(widened(lower.ratio()));
            case Decision.Lower lower -> Optional.of(widened(inverse(lower.ratio())));
            case Decision.NotFound not -> Optional.of(widened(not.ratio()));
            case Decision.Undecided _ -> Optional.empty();
        };
    }

    /// Whether the other kind's value is so many times the one's or more, by the same rule: with
    /// that many in the place of one.
    Answer isAtLeast(double times, String one, String other) {
        return ratio(one, other).map(ratio -> Answer.isAtLeast(times, ratio)).orElse(Answer.OPEN);
    }

    private Interval widened(Interval ratio) {
        double least = Math.max(Sitting.LEAST_RATIO, apart());
        return new Interval(
                ratio.estimate(),
                Math.min(ratio.low(), ratio.estimate() / least),
                Math.max(ratio.high(), ratio.estimate() * least));
    }

    /// How many times one of the A/A pair is the other.
    private double apart() {
        if (again.isEmpty()) {
            return 1;
        }
        double ratio = geometricMean(again) / geometricMean(values.getOrDefault(first, List.of()));
        return ratio > 0 && Double.isFinite(ratio)
                ? Math.max(ratio, 1 / ratio)
                : Double.POSITIVE_INFINITY;
    }

    private static double geometricMean(List<Double> values) {
        return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }

    private static Interval inverse(Interval ratio) {
        return new Interval(1 / ratio.estimate(), 1 / ratio.high(), 1 / ratio.low());
    }

    /// Whether the one kind is found to be lower; no means that the other is.
    Answer isLower(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Lower lower -> Answer.of(lower.lower().equals(one));
            case Decision.NotFound _, Decision.Undecided _ -> Answer.OPEN;
        };
    }

    /// The same in words.
    String words(String one, String other) {
        return switch (compare(one, other)) {
            case Decision.Lower lower ->
                    "%s at %s that of %s"
                            .formatted(lower.higher(), Numbers.times(lower.ratio()), lower.lower());
            case Decision.NotFound not ->
                    "no difference found here between %s and %s (%s to %s times)"
                            .formatted(
                                    one,
                                    other,
                                    Numbers.plain(not.ratio().low()),
                                    Numbers.plain(not.ratio().high()));
            case Decision.Undecided undecided ->
                    "%s and %s cannot be told apart here: %s"
                            .formatted(one, other, undecided.reason());
        };
    }
}
