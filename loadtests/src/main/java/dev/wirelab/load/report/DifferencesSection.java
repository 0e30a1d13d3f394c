package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The significant differences between the rows of a workload.
final class DifferencesSection {
    /// An interval whose ends differ by more than this factor is not printed.
    private static final double WIDE = 1_000;

    private DifferencesSection() {}

    private record Line(Figure figure, Decision decision) {}

    /// The blocks; none where there are no two rows to compare.
    static List<Block> of(ComparableRows rows) {
        if (rows.rows().size() < 2 || rows.workload().isQuiet()) {
            return List.of();
        }
        List<Line> lines =
                Figure.COMPARED.stream()
                        .flatMap(figure ->
                                rows.test(figure).pairs().stream()
                                        .map(decision -> new Line(figure, decision)))
                        .toList();
        return List.of(
                new Block.Text((rule(rows) + " " + detectable(rows)).strip()),
                Block.Table.of(
                        List.of(
                                column("measure", line -> line.figure().title()),
                                column("rows", line -> String.join(", ", line.decision().rows())),
                                column("result", line -> result(rows, line))),
                        lines));
    }

    private static String rule(ComparableRows rows) {
        String floors =
                Figure.COMPARED.stream()
                        .map(figure -> figure.title() + " " + floor(rows, figure))
                        .collect(Collectors.joining(", "));
        return Texts.of("differences.rule", floors);
    }

    /// The smallest differences that were found if they existed; empty where nothing was tested
    /// without finding a difference.
    static String detectable(ComparableRows rows) {
        String figures =
                Stream.of(Figure.MEDIAN, Figure.BYTES, Figure.CPU)
                        .flatMap(figure ->
                                rows.test(figure).detectable().stream()
                                        .mapToObj(ratio ->
                                                Texts.of("verdict.figure." + figure.name())
                                                        + " "
                                                        + TextFormat.percentAbove(ratio)))
                        .collect(Collectors.joining(", "));
        return figures.isEmpty() ? "" : Texts.of("differences.detectable", figures);
    }

    private static String floor(ComparableRows rows, Figure figure) {
        OptionalDouble floor = rows.floor(figure);
        return floor.isPresent() ? TextFormat.percentAbove(floor.getAsDouble()) : "not known";
    }

    private static String result(ComparableRows rows, Line line) {
        String late =
                line.decision().rows().stream()
                        .filter(name -> rows.isInjectorBound(line.figure(), name))
                        .collect(Collectors.joining(", "));
        return cell(line.decision()) + (late.isEmpty() ? "" : "; injector-bound: " + late);
    }

    private static String cell(Decision decision) {
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
}
