package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TerminalTextTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void theTableFitsATerminalAndTheConclusionsAreLast() throws IOException {
        String text = TerminalText.of(Fixture.usual(folder, 5).comparison(), false);

        assertThat(text.lines()).allMatch(line -> line.length() <= TerminalText.WIDTH);
        assertThat(text)
                .containsSubsequence(
                        "64 bytes;\n  450000 of 450000 delivered.", "transport ", "Websocket (")
                .containsPattern("\nshort-poll +50\\d +99\\d +220 +20(\\.\\d+)? +[\\d.]+x p50, ")
                .containsPattern("\nwebsocket .* too close to call|1.0\\dx bytes\n")
                .doesNotContain("websocket-again  ")
                .endsWith("CPU a message.\n");
    }

    @Test
    void aSingleRunIsUndecided() throws IOException {
        String text = TerminalText.of(Fixture.usual(folder, 1).comparison(), false);

        assertThat(text.lines().filter(line -> line.startsWith("short-poll ")))
                .singleElement()
                .asString()
                .endsWith("undecided");
    }

    @Test
    void theWideTableHasEveryColumnAlignedAndEveryRow() throws IOException {
        List<String> lines =
                TerminalText.of(Fixture.usual(folder, 2).comparison(), true).lines().toList();

        assertThat(lines.getFirst()).startsWith("workload").contains("of repeats", "injector");
        assertThat(lines.get(1)).startsWith("fan-out   websocket ");
        assertThat(lines.get(6)).startsWith("fan-out   websocket-again ");
        int column = lines.getFirst().indexOf("injector-bound");
        assertThat(lines.subList(1, 7)).allMatch(line -> line.length() > column);
    }

    @Test
    void aRowThatDeliveredNothingHasNoLatency() throws IOException {
        ComparisonResult whole = Fixture.usual(folder, 2).comparison();
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
                        nothing));
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

        assertThat(TerminalText.of(comparison, false)).containsPattern("\ntcp +none +none ");
        assertThat(TerminalText.of(comparison, true))
                .containsPattern("fan-out +tcp .* 36000 +0 +36000 .*")
                .doesNotContain(" 0.000 ");
    }
}
