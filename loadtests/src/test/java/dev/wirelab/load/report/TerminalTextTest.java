package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TerminalTextTest {
    @TempDir private static Path shared = Path.of("");
    private static final Map<Integer, ComparisonResult> USUAL = new HashMap<>();

    @TempDir private Path folder = Path.of("");

    private static ComparisonResult usual(int repeats) throws IOException {
        ComparisonResult known = USUAL.get(repeats);
        if (known != null) {
            return known;
        }
        Path place = shared.resolve("usual-" + repeats);
        ComparisonResult comparison = Fixture.usual(place, repeats).comparison();
        USUAL.put(repeats, comparison);
        return comparison;
    }

    @Test
    void theTableFitsATerminalAndTheVerdictIsLast() throws IOException {
        String text = TerminalText.of(usual(5), false, true);

        assertThat(text.lines()).allMatch(line -> line.length() <= TerminalText.WIDTH);
        assertThat(text)
                .startsWith("100 readers in one group, one publisher, 20 messages a second of 64")
                .contains(
                        "  loopback; 5 runs each, with their spread; all 450,000 messages in order.\n")
                .containsPattern(
                        "\nshort-poll +50\\d ±[\\d.]+ +99\\d +220 +[\\d]+ \\(.*\\) +\\d+× p50, ")
                .containsPattern("\ntcp +5\\.\\d ±0\\.\\d .* too close to call\n")
                .doesNotContain("websocket-again  ")
                .containsSubsequence(
                        "\nChoose tcp or websocket: lowest p50 (",
                        "\nAvoid long-poll (3.6×) where bytes matter; short-poll",
                        "where latency matters.\nNot decided: tcp or websocket (p50 at most 1.",
                        "what distance\n  adds, since loopback has none.");
    }

    @Test
    void theFastestRowIsFirst() throws IOException {
        List<String> lines = TerminalText.of(usual(5), false, true).lines().toList();

        assertThat(lines.subList(3, 6))
                .extracting(line -> line.replaceAll(" .*", ""))
                .containsExactly("tcp", "websocket", "long-poll");
    }

    @Test
    void aTerminalWithoutUnicodeGetsOnlyAscii() throws IOException {
        String text = TerminalText.of(usual(5), false, false);

        assertThat(text)
                .containsPattern("\\A\\p{ASCII}+\\z")
                .contains("3.6x bytes", "CPU us/msg", "+-");
        assertThat(text.lines()).allMatch(line -> line.length() <= TerminalText.WIDTH);
    }

    @Test
    void longNamesCostDetailsRatherThanTheWidth() throws IOException {
        String text =
                TerminalText.of(
                        new Fixture(folder, 3, 5)
                                .row("a-server-with-a-nam/websocket", "websocket", null, 5, 0, 195)
                                .row(
                                        "a-server-with-a-nam/short-poll",
                                        "short-poll",
                                        null,
                                        3,
                                        1000,
                                        220)
                                .row(
                                        "a-server-with-a-nam/again",
                                        "websocket",
                                        "a-server-with-a-nam/websocket",
                                        5,
                                        0,
                                        195)
                                .comparison(),
                        false,
                        true);

        assertThat(text.lines()).allMatch(line -> line.length() <= TerminalText.WIDTH);
        assertThat(text).containsPattern("\na-server-with-a-nam/short-poll .* \\d+× p50\n");
    }

    @Test
    void ifNoRowIsBestInAllFiguresEachFigureHasItsOwnBest() throws IOException {
        String text =
                TerminalText.of(
                        new Fixture(folder, 5, 5)
                                .row("websocket", "websocket", null, 5, 0, 400)
                                .row("long-poll", "long-poll", null, 12, 0, 200)
                                .row("websocket-again", "websocket", "websocket", 5, 0, 400)
                                .comparison(),
                        false,
                        true);

        assertThat(text)
                .contains("\nChoose websocket for p50 and long-poll for bytes.\nNot decided: ")
                .containsPattern("\nwebsocket .* 2\\.0× bytes\n");
    }

    @Test
    void aSingleRunIsUndecided() throws IOException {
        String text = TerminalText.of(usual(1), false, true);

        assertThat(text)
                .containsPattern("\nwebsocket .* undecided\n")
                .contains("\nNot decided: which transport to choose (1 and 1 runs");
    }

    @Test
    void aRowThatLostMessagesIsNotComparedAndTheVerdictSaysSo() throws IOException {
        String text =
                TerminalText.of(
                        new Fixture(folder, 5, 5)
                                .row("websocket", "websocket", null, 5, 0, 195)
                                .row("long-poll", "long-poll", null, 12, 0, 690)
                                .row("websocket-again", "websocket", "websocket", 5, 0, 195)
                                .losing(3)
                                .row("tcp", "tcp", null, 1, 0, 192)
                                .comparison(),
                        false,
                        true);

        assertThat(text)
                .contains("269,985 of 270,000 messages\n  delivered.", "\nChoose websocket: ")
                .containsPattern("\ntcp .* not compared\n")
                .contains("Not decided: tcp, not compared (15 lost)");
    }

    @Test
    void theWideTableHasEveryColumnAlignedAndEveryRow() throws IOException {
        List<String> lines = TerminalText.of(usual(2), true, true).lines().toList();

        assertThat(lines.getFirst()).startsWith("workload").contains("of repeats", "injector");
        assertThat(lines.get(1)).startsWith("fan-out   websocket ");
        assertThat(lines.get(6)).startsWith("fan-out   websocket-again ");
        int column = lines.getFirst().indexOf("injector-bound");
        assertThat(lines.subList(1, 7)).allMatch(line -> line.length() > column);
    }

    @Test
    void aRowThatDeliveredNothingHasNoLatency() throws IOException {
        ComparisonResult whole = usual(2);
        List<Row> rows = new ArrayList<>(whole.rows());
        Row tcp = rows.get(1);
        DeliveryCounts lost = new DeliveryCounts(36_000, 0, 36_000, 0, 0, 0, 0, 0);
        Merged nothing = new Merged(2, lost, Map.of(), Map.of(), List.of());
        rows.set(
                1,
                new Row(
                        tcp.folder(),
                        tcp.id(),
                        tcp.transport(),
                        null,
                        false,
                        tcp.workload(),
                        tcp.runs(),
                        nothing,
                        null));
        ComparisonResult comparison =
                new ComparisonResult(
                        whole.schema(),
                        whole.measurement(),
                        whole.started(),
                        whole.finished(),
                        whole.target(),
                        false,
                        2,
                        whole.environment(),
                        rows,
                        null,
                        null);

        assertThat(TerminalText.of(comparison, false, true)).containsPattern("\ntcp +none +none ");
        assertThat(TerminalText.of(comparison, true, true))
                .containsPattern("fan-out +tcp .* 36000 +0 +36000 .*")
                .doesNotContain(" 0.000 ");
    }

    @Test
    void theSmallestDifferenceThatCouldBeFoundIsPrinted() throws IOException {
        assertThat(TerminalText.of(usual(4), false, true))
                .containsPattern(
                        "four of five comparisons like this one would\\s+have found: p50 [\\d.]+ %.*CPU"
                                + " [\\d.]+ %");
        assertThat(TerminalText.of(usual(1), false, true)).doesNotContain("four of five");
    }
}
