package dev.wirelab.load.report;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What a workload's rows decide, in at most three sentences: what to choose, what to avoid, and
/// what is not decided. A row is as good as the best one unless it was found to be worse by a tenth
/// or more ([Standing#MATERIAL]).
final class Verdict {
    private final Standings standings;
    private final Texts words;
    private final List<Figure> decided;

    private Verdict(Standings standings, Texts words) {
        this.standings = standings;
        this.words = words;
        this.decided = Standings.DECIDING.stream().filter(standings::isDecided).toList();
    }

    /// The sentences.
    static List<String> of(Standings standings, ComparisonResult comparison, Texts words) {
        Verdict verdict = new Verdict(standings, words);
        return Stream.of(verdict.choose(), verdict.avoid(), verdict.undecided(comparison))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> choose() {
        List<Row> chosen = standings.chosen();
        if (chosen.size() == standings.compared().size()) {
            List<Figure> clear = decided.stream().filter(figure -> !isNoisy(figure)).toList();
            return clear.isEmpty()
                    ? Optional.empty()
                    : Optional.of(words.text("verdict.equal", words.and(figures(clear))));
        }
        if (chosen.isEmpty()) {
            return Optional.of(words.text("verdict.choose-each", words.and(leaders())));
        }
        List<String> merits = differing().map(figure -> merit(figure, chosen)).toList();
        return Optional.of(words.text("verdict.choose", words.or(ids(chosen)), words.and(merits)));
    }

    /// The figures in which a row was found to be worse.
    private Stream<Figure> differing() {
        return Standings.DECIDING.stream()
                .filter(figure ->
                        standings.column(figure).stream().anyMatch(each -> each.material() > 1));
    }

    private boolean isNoisy(Figure figure) {
        return standings.column(figure).stream()
                .anyMatch(each -> each.state() == Standing.State.NOISY);
    }

    private String merit(Figure figure, List<Row> chosen) {
        OptionalDouble least =
                chosen.stream().flatMapToDouble(row -> figure.shown(row).stream()).min();
        String value = least.isPresent() ? TextFormat.brief(least.getAsDouble()) : "-";
        return words.text("verdict.best." + figure.name(), value);
    }

    /// `tcp or websocket for p50 and CPU`, for each group of figures with the same best rows.
    private List<String> leaders() {
        Map<String, List<Figure>> byRows = new LinkedHashMap<>();
        for (Figure figure : differing().toList()) {
            List<Row> best =
                    standings.compared().stream()
                            .filter(row -> standings.at(row, figure).material() == 1)
                            .toList();
            byRows.computeIfAbsent(words.or(ids(best)), _ -> new ArrayList<>()).add(figure);
        }
        return byRows.entrySet().stream()
                .map(each ->
                        words.text(
                                "verdict.for", each.getKey(), words.and(figures(each.getValue()))))
                .toList();
    }

    /// The rows that are best in no figure in which rows differ, by the one in which they are
    /// worst.
    private Optional<String> avoid() {
        Map<Figure, List<String>> byFigure = new LinkedHashMap<>();
        for (Row row : standings.compared()) {
            boolean leads =
                    standings.chosen().isEmpty()
                            && differing()
                                    .anyMatch(figure -> standings.at(row, figure).material() == 1);
            Stream<Standing> drawbacks = leads ? Stream.empty() : standings.drawbacks(row).stream();
            drawbacks
                    .findFirst()
                    .ifPresent(worst ->
                            byFigure.computeIfAbsent(worst.figure(), _ -> new ArrayList<>())
                                    .add(
                                            words.text(
                                                    "verdict.factor",
                                                    row.id(),
                                                    TextFormat.brief(worst.material()))));
        }
        List<String> all =
                byFigure.entrySet().stream()
                        .map(each ->
                                words.text(
                                        "verdict.where",
                                        words.and(each.getValue()),
                                        words.text("verdict.matter." + each.getKey().name())))
                        .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        words.text(
                                "verdict.avoid", String.join(words.text("list.semicolon"), all)));
    }

    private Optional<String> undecided(ComparisonResult comparison) {
        List<String> open = new ArrayList<>();
        List<Row> chosen = standings.chosen();
        if (standings.compared().size() < 2 || decided.isEmpty()) {
            open.add(because(words.text("verdict.which"), reason(Figure.MEDIAN)));
        } else {
            if (chosen.size() > 1) {
                open.add(apart(chosen));
            }
            for (Figure figure : Standings.DECIDING) {
                boolean stated = figure == Figure.MEDIAN && chosen.size() > 1;
                if (!standings.isDecided(figure) && !stated) {
                    open.add(because(name(figure), reason(figure)));
                } else if (isNoisy(figure) && !stated) {
                    open.add(because(name(figure), words.text("verdict.noisy")));
                }
            }
        }
        standings.rows().stream()
                .filter(row -> !row.isComparable())
                .map(row -> words.text("verdict.left-out", row.id(), row.flaw().orElse("")))
                .forEach(open::add);
        if (comparison.isOnLoopback()) {
            open.add(words.text("verdict.loopback"));
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        words.text(
                                "verdict.undecided",
                                String.join(words.text("list.semicolon"), open)));
    }

    /// `tcp or websocket (p50 at most 1.6 times apart)`.
    private String apart(List<Row> chosen) {
        String names = words.or(ids(chosen));
        OptionalDouble most =
                chosen.stream()
                        .map(row -> standings.at(row, Figure.MEDIAN).factor())
                        .filter(Objects::nonNull)
                        .mapToDouble(Interval::high)
                        .max();
        return most.isPresent()
                ? words.text("verdict.apart", names, TextFormat.brief(most.getAsDouble()))
                : because(names, reason(Figure.MEDIAN));
    }

    private String because(String what, String reason) {
        return words.text("verdict.because", what, reason);
    }

    /// Why nothing was decided in a figure.
    private String reason(Figure figure) {
        return standings.column(figure).stream()
                .filter(each -> each.row().isComparable())
                .map(Standing::reason)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .map(reason -> words.text("verdict.reason", reason))
                .orElse(words.text("verdict.alone"));
    }

    private List<String> figures(List<Figure> figures) {
        return figures.stream().map(this::name).toList();
    }

    private String name(Figure figure) {
        return words.text("verdict.figure." + figure.name());
    }

    private static List<String> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }
}
