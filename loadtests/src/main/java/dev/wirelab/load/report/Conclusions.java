package dev.wirelab.load.report;

import dev.wirelab.load.result.Figure;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts the results of the significance tests into words.
final class Conclusions {
    /// An interval whose ends differ by more than this factor is not printed.
    private static final double WIDE = 1_000;

    /// The statement about the best rows in each figure, in this order.
    private static final Map<Figure, String> STATEMENTS =
            new EnumMap<>(
                    Map.of(
                            Figure.MEDIAN, "delivered fastest, by the median",
                            Figure.BYTES, "moved the fewest bytes a message",
                            Figure.CPU, "cost the lab the least CPU a message"));

    private Conclusions() {}

    /// Two sentences, on latency and on cost; or that nothing could be decided, and why.
    ///
    /// @param prefix the start of the first sentence, such as the workload that it is about
    static List<String> of(ComparableRows rows, String prefix) {
        String leftOut = rows.leftOut().isEmpty() ? "" : "; not compared: ";
        leftOut += String.join("; ", rows.leftOut());
        if (STATEMENTS.keySet().stream().allMatch(figure -> rows.test(figure).lowest().isEmpty())) {
            return List.of(
                    "%s %s (%s)%s."
                            .formatted(
                                    TextFormat.capitalized(
                                            prefix + "nothing can be said about which transport"),
                                    String.join(", or which ", STATEMENTS.values()),
                                    reason(rows.test(Figure.MEDIAN)),
                                    leftOut),
                    Texts.of("conclusions.noise"));
        }
        return List.of(
                TextFormat.capitalized(prefix + sentence(rows, Figure.MEDIAN)) + leftOut + ".",
                "%s; %s."
                        .formatted(
                                TextFormat.capitalized(sentence(rows, Figure.BYTES)),
                                sentence(rows, Figure.CPU)));
    }

    private static String sentence(ComparableRows rows, Figure figure) {
        SignificanceTest test = rows.test(figure);
        String did = STATEMENTS.getOrDefault(figure, "had the least " + figure.title());
        List<String> lowest = test.lowest();
        if (lowest.isEmpty()) {
            return "nothing can be said about which transport %s (%s)".formatted(did, reason(test));
        }
        if (lowest.size() > 1 && differences(test).findAny().isEmpty()) {
            return "no difference was found between the transports as to which " + did;
        }
        List<String> names = lowest.stream().map(name -> name + rows.shown(figure, name)).toList();
        Optional<Decision.Found> next =
                differences(test)
                        .filter(found -> lowest.contains(found.lower()))
                        .filter(found -> !lowest.contains(found.higher()))
                        .min(Comparator.comparingDouble(found -> found.ratio().estimate()));
        String rest = next.map(found -> next(rows, figure, found)).orElse("");
        return lowest.size() == 1
                ? names.getFirst() + " " + did + rest
                : "%s and %s %s, with no difference found between them%s%s"
                        .formatted(
                                String.join(", ", names.subList(0, names.size() - 1)),
                                names.getLast(),
                                did,
                                refused(test, lowest),
                                rest);
    }

    /// Which of the best rows could not be told apart for another reason than noise.
    private static String refused(SignificanceTest test, List<String> lowest) {
        return test.pairs().stream()
                .filter(pair -> lowest.containsAll(pair.rows()))
                .filter(Decision.Undecided.class::isInstance)
                .map(Decision.Undecided.class::cast)
                .map(pair ->
                        "; %s or %s is undecided: %s"
                                .formatted(pair.first(), pair.second(), pair.reason()))
                .collect(Collectors.joining());
    }

    private static String next(ComparableRows rows, Figure figure, Decision.Found found) {
        return " (next %s%s, %s %s's%s)"
                .formatted(
                        found.higher(),
                        rows.shown(figure, found.higher()),
                        TextFormat.times(found.ratio()),
                        found.lower(),
                        found instanceof Decision.Predicted ? ", as theory predicts" : "");
    }

    /// The result of one pair, for the cell of a table.
    static String cell(Decision decision) {
        return switch (decision) {
            case Decision.Lower lower -> lower(lower);
            case Decision.Predicted predicted -> lower(predicted) + ", " + predicted.reason();
            case Decision.NotFound none ->
                    none.ratio().high() > none.ratio().low() * WIDE
                            ? "no difference found: the runs of each row differ too much"
                            : "no difference found (" + TextFormat.range(none.ratio()) + ")";
            case Decision.Undecided undecided -> "undecided: " + undecided.reason();
        };
    }

    private static String lower(Decision.Found found) {
        return Double.isInfinite(found.ratio().estimate())
                ? "%s lower: it is 0".formatted(found.lower())
                : "%s lower: %s is %s as high"
                        .formatted(found.lower(), found.higher(), TextFormat.times(found.ratio()));
    }

    /// The pairs of rows that differ.
    static Stream<Decision.Found> differences(SignificanceTest test) {
        return test.pairs().stream()
                .filter(Decision.Found.class::isInstance)
                .map(Decision.Found.class::cast);
    }

    private static String reason(SignificanceTest test) {
        return test.pairs().stream()
                .filter(Decision.Undecided.class::isInstance)
                .map(pair -> ((Decision.Undecided) pair).reason())
                .findFirst()
                .orElse("fewer than two rows can be compared");
    }
}
