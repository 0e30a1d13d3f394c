package dev.wirelab.load.report;

import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Sitting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says in words what the decision rule allows to say, and no more.
final class Verdict {
    private Verdict() {}

    /// Two sentences: of latency, and of cost.
    static List<String> of(Judged judged) {
        return List.of(
                capital(sentence(judged, Measure.MEDIAN, "delivered fastest, by the median")) + ".",
                capital(sentence(judged, Measure.BYTES, "moved the fewest bytes a message"))
                        + "; "
                        + sentence(judged, Measure.CPU, "cost the lab the least CPU")
                        + ".");
    }

    /// What may be said of who is lowest in a measure.
    ///
    /// @param did what the lowest did
    static String sentence(Judged judged, Measure measure, String did) {
        Sitting sitting = judged.sitting(measure);
        List<String> lowest = sitting.lowest();
        if (lowest.isEmpty()) {
            return "nothing can be said of who " + did + " (" + reason(sitting) + ")";
        }
        if (lowest.size() > 1 && sitting.pairs().stream().noneMatch(Verdict::isFound)) {
            return "no difference found here between any of the wires as to who " + did;
        }
        Optional<Decision.Lower> next =
                found(sitting)
                        .filter(lower -> lowest.contains(lower.lower()))
                        .filter(lower -> !lowest.contains(lower.higher()))
                        .min(Comparator.comparingDouble(lower -> lower.ratio().estimate()));
        String rest = next.map(Verdict::next).orElse("");
        return lowest.size() == 1
                ? lowest.getFirst() + " " + did + rest
                : and(lowest) + " " + did + ", with no difference found here between them" + rest;
    }

    private static String next(Decision.Lower lower) {
        return " (next %s, %s %s's)"
                .formatted(lower.higher(), Numbers.times(lower.ratio()), lower.lower());
    }

    /// What may be said of a pair, for the cell of a table.
    static String cell(Decision decision) {
        return switch (decision) {
            case Decision.Lower lower ->
                    "%s lower: %s is %s as high"
                            .formatted(lower.lower(), lower.higher(), Numbers.times(lower.ratio()));
            case Decision.NotFound none ->
                    "no difference found here (" + Numbers.range(none.ratio()) + ")";
            case Decision.Undecided undecided -> "undecided: " + undecided.reason();
        };
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

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
