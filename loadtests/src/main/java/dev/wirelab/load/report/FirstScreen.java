package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Matrix;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.text.TextFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a reader of a report needs first: the verdict in three sentences, how each row compares
/// with the best one, and the percentiles of the latency.
final class FirstScreen {
    private FirstScreen() {}

    /// The blocks of a workload; none where nothing is delivered.
    static List<Block> of(ComparableRows rows, ComparisonResult comparison, Path folder) {
        if (rows.workload().isQuiet()) {
            return List.of();
        }
        Standings standings = Standings.of(rows);
        return List.of(
                new Block.Columns(
                        List.of(
                                new Block.Text(Heading.of(rows, comparison)),
                                new Block.Translated(
                                        answer(standings, comparison, Texts.ENGLISH),
                                        answer(standings, comparison, Texts.CHINESE))),
                        List.of(LatencySection.chart(rows, folder))));
    }

    private static List<Block> answer(
            Standings standings, ComparisonResult comparison, Texts words) {
        return Stream.concat(
                        Verdict.of(standings, comparison, words).stream()
                                .map(sentence -> (Block) new Block.Lead(sentence)),
                        Stream.of(matrix(standings, words)))
                .toList();
    }

    /// How each row compares with the best one in each figure.
    static Matrix matrix(Standings standings, Texts words) {
        List<String> transports = standings.rows().stream().map(Row::transport).toList();
        List<String> headings = new ArrayList<>(List.of(words.text("matrix.transport")));
        Standings.FIGURES.forEach(
                figure -> headings.add(words.text("verdict.figure." + figure.name())));
        return new Matrix(
                headings,
                standings.rows().stream()
                        .map(row ->
                                new Matrix.Line(
                                        row.id(),
                                        Palette.colour(row.transport(), transports),
                                        Standings.FIGURES.stream()
                                                .map(figure ->
                                                        cell(standings.at(row, figure), words))
                                                .toList()))
                        .toList(),
                Arrays.stream(Standing.State.values())
                        .map(state -> sign(state, words) + " " + meaning(state, words))
                        .toList());
    }

    private static Matrix.Cell cell(Standing standing, Texts words) {
        String value =
                standing.figure().shown(standing.row()).stream()
                        .mapToObj(TextFormat::brief)
                        .findFirst()
                        .orElse("");
        String unit = words.text("matrix.unit." + standing.figure().name(), value);
        Interval factor = standing.factor();
        String shown = unit;
        String range = "";
        boolean slight = false;
        if (factor != null && Double.isFinite(factor.estimate())) {
            shown = TextFormat.factor(factor.estimate());
            range = number(factor.low()) + "–" + number(factor.high());
            slight = standing.state() == Standing.State.FOUND && standing.material() == 1;
        }
        Standing.State state = standing.state();
        String judgement = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String reason = standing.reason().isEmpty() ? "" : ": " + standing.reason();
        return new Matrix.Cell(
                slight ? judgement + " slight" : judgement,
                (sign(state, words) + " " + shown).strip(),
                range,
                meaning(state, words) + reason + (unit.isEmpty() ? "" : "; " + unit));
    }

    private static String number(double factor) {
        return TextFormat.factor(factor).replace("×", "");
    }

    private static String sign(Standing.State state, Texts words) {
        return words.text("matrix.sign." + state.name());
    }

    private static String meaning(Standing.State state, Texts words) {
        return words.text("matrix.state." + state.name());
    }
}
