package dev.wirelab.load.report;

import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.stats.Sitting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Says in words what the decision rule allows to say, and no more.
final class Verdict {
    /// An interval whose ends lie farther apart than so many times says nothing.
    private static final double WIDE = 1_000;

    /// What the lowest in each measure did; in this order.
    private static final Map<Measure, String> SAID = new EnumMap<>(Measure.class);

    static {
        SAID.put(Measure.MEDIAN, "delivered fastest, by the median");
        SAID.put(Measure.BYTES, "moved the fewest bytes a message");
        SAID.put(Measure.CPU, "cost the lab the least CPU a message");
    }

    private Verdict() {}

    /// Two sentences: of latency, and of cost; where nothing could be decided, that and why.
    ///
    /// @param among what the first begins with, such as which of several workloads it is of
    static List<String> of(Judged judged, String among) {
        if (SAID.keySet().stream()
                .allMatch(measure -> judged.sitting(measure).lowest().isEmpty())) {
            return List.of(
                    Sentences.capital(among + "nothing can be said of who ")
                            + String.join(", or of who ", SAID.values())
                            + " ("
                            + reason(judged.sitting(Measure.MEDIAN))
                            + ")"
                            + leftOut(judged)
                            + ".",
                    "The figures below are what was measured; which of their differences are noise, they"
                            + " cannot tell.");
        }
        return List.of(
                Sentences.capital(among + sentence(judged, Measure.MEDIAN)) + leftOut(judged) + ".",
                Sentences.capital(sentence(judged, Measure.BYTES))
                        + "; "
                        + sentence(judged, Measure.CPU)
                        + ".");
    }

    private static String leftOut(Judged judged) {
        List<String> rows = judged.leftOut();
        return rows.isEmpty() ? "" : "; not compared: " + String.join("; ", rows);
    }

    /// What may be said of who is lowest in a measure.
    private static String sentence(Judged judged, Measure measure) {
        Sitting sitting = judged.sitting(measure);
        String did = SAID.getOrDefault(measure, "had the least " + measure.title());
        List<String> lowest = sitting.lowest();
        if (lowest.isEmpty()) {
            return "nothing can be said of who " + did + " (" + reason(sitting) + ")";
        }
        if (lowest.size() > 1 && sitting.pairs().stream().noneMatch(Verdict::isFound)) {
            return "no difference found here between any of the wires as to who " + did;
        }
        List<String> names =
                lowest.stream().map(name -> name + judged.typical(measure, name)).toList();
        Optional<Decision.Lower> next =
                found(sitting)
                        .filter(lower -> lowest.contains(lower.lower()))
                        .filter(lower -> !lowest.contains(lower.higher()))
                        .min(Comparator.comparingDouble(lower -> lower.ratio().estimate()));
        String rest = next.map(lower -> next(judged, measure, lower)).orElse("");
        return lowest.size() == 1
                ? names.getFirst() + " " + did + rest
                : and(names) + " " + did + ", with no difference found here between them" + rest;
    }

    private static String next(Judged judged, Measure measure, Decision.Lower lower) {
        return " (next %s%s, %s %s's)"
                .formatted(
                        lower.higher(),
                        judged.typical(measure, lower.higher()),
                        Numbers.times(lower.ratio()),
                        lower.lower());
    }

    /// What may be said of a pair, for the cell of a table.
    static String cell(Decision decision) {
        return switch (decision) {
            case Decision.Lower lower ->
                    "%s lower: %s is %s as high"
                            .formatted(lower.lower(), lower.higher(), Numbers.times(lower.ratio()));
            case Decision.NotFound none ->
                    isWide(none.ratio())
                            ? "no difference found here: these runs differ too much among themselves to tell"
                            : "no difference found here (" + Numbers.range(none.ratio()) + ")";
            case Decision.Undecided undecided -> "undecided: " + undecided.reason();
        };
    }

    private static boolean isWide(Interval ratio) {
        return ratio.high() > ratio.low() * WIDE;
    }

    private static Stream<Decision.Lower> found(Sitting sitting) {
        return sitting.pairs().stream()
                .filter(Decision.Lower.class::isInstance)
                .map(Decision.Lower.class::cast);
    }

    private static boolean isFound(Decision decision) {
        return decision instanceof Decision.Lower;
    }

    private static String reason(Sitting sitting) {
        List<String> reasons = new ArrayList<>();
        for (Decision pair : sitting.pairs()) {
            if (pair instanceof Decision.Undecided undecided) {
                reasons.add(undecided.reason());
            }
        }
        return reasons.isEmpty() ? "fewer than two rows can be compared" : reasons.getFirst();
    }

    private static String and(List<String> names) {
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
