package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Median;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.Sitting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One measure of several kinds that were measured by turns, A B C A B C, the first of them once
/// more in each turn: what differs there is noise.
final class Turns {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final List<Double> again = new ArrayList<>();

    void add(String kind, double value) {
        values.computeIfAbsent(kind, _ -> new ArrayList<>()).add(value);
    }

    /// Once more the first kind.
    void addAgain(double value) {
        again.add(value);
    }

    double median(String kind) {
        return Median.of(values.getOrDefault(kind, List.of())).interval().estimate();
    }

    /// What may be told of two kinds, by the rule of all comparisons.
    Decision compare(String first, String second) {
        String measuredTwice = values.keySet().iterator().next();
        return new Sitting(
                        values.entrySet().stream()
                                .map(kind -> new Sample(kind.getKey(), kind.getValue()))
                                .toList(),
                        List.of(new Sample(measuredTwice, again)))
                .compare(first, second);
    }

    /// Whether the first kind is found to be lower.
    boolean isLower(String first, String second) {
        return compare(first, second) instanceof Decision.Lower lower
                && lower.lower().equals(first);
    }

    /// The same in words.
    String words(String first, String second) {
        return switch (compare(first, second)) {
            case Decision.Lower lower ->
                    "%s at %s that of %s"
                            .formatted(lower.higher(), Numbers.times(lower.ratio()), lower.lower());
            case Decision.NotFound not ->
                    "no difference found here between %s and %s (%s to %s times)"
                            .formatted(
                                    first,
                                    second,
                                    Numbers.plain(not.ratio().low()),
                                    Numbers.plain(not.ratio().high()));
            case Decision.Undecided undecided -> "cannot be told here: " + undecided.reason();
        };
    }
}
