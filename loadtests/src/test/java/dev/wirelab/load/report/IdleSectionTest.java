package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.HttpNames;
import dev.wirelab.load.result.InjectorCheck;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.MeterWindow;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Publishing;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.table.Notes;
import dev.wirelab.load.table.ResultTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Idle rows whose process is known: 50 MB, and 14,000 bytes of heap a connection.
final class IdleSectionTest {
    private static final Timing TIMING = new Timing(1000, 25, 4000, 9000);

    @TempDir Path folder = Path.of("");

    @Test
    void theSlopeIsWhatOneMoreConnectionCostsWithItsInterval() throws IOException {
        Block.Table slopes = tables(comparison(true)).getFirst();

        List<String> heap = slopes.rows().getFirst();
        assertThat(heap.subList(0, 2)).containsExactly("tcp", "heap, bytes");
        assertThat(Double.parseDouble(heap.get(2))).isCloseTo(14_000, within(200.0));
        String[] interval = heap.get(3).split(" to ", -1);
        assertThat(Double.parseDouble(interval[0])).isLessThan(14_000);
        assertThat(Double.parseDouble(interval[1])).isGreaterThan(14_000);
        assertThat(slopes.rows().stream().map(row -> row.get(1)))
                .contains("resident memory, bytes", "threads", "file descriptors");
    }

    @Test
    void theKernelsMemoryForAConnectionIsShownBesideItsBuffers() throws IOException {
        Block.Table slopes = tables(comparison(true)).getFirst();

        assertThat(slope(slopes, "kernel's slab memory, bytes (both ends)")).isEqualTo("8000");
        assertThat(slope(slopes, "socket buffers, bytes (both ends)")).isEqualTo("0");
    }

    @Test
    void aMissingHeapIsNoPointOfTheSlope() throws IOException {
        ComparisonResult whole = comparison(true);
        List<Row> rows = new ArrayList<>(whole.rows());
        rows.set(
                2,
                row(2000, new ProcessSnapshot(150_000_000, 30, 2040, 0, 4096, 2000, 316_000_000)));
        ComparisonResult untold =
                new ComparisonResult(
                        whole.schema(),
                        whole.measurement(),
                        whole.started(),
                        whole.finished(),
                        whole.target(),
                        whole.partial(),
                        whole.repeats(),
                        whole.environment(),
                        rows,
                        null,
                        null);

        assertThat(tables(untold).getFirst().rows())
                .as("two points are left of the heap, and three are needed")
                .noneMatch(cells -> cells.get(1).equals("heap, bytes"))
                .anyMatch(cells -> cells.get(1).equals("threads"));
        assertThat(tables(untold).getLast().rows().getLast().get(1)).isEqualTo("-");
    }

    private static String slope(Block.Table slopes, String what) {
        return slopes.rows().stream()
                .filter(row -> row.get(1).equals(what))
                .findFirst()
                .orElseThrow()
                .get(2);
    }

    @Test
    void eachRowsMemoryIsShownAndUnknownValuesAreADashWithAReason() throws IOException {
        List<Block> blocks = IdleSection.of(comparison(false));
        Block.Table held = tables(comparison(false)).getLast();

        assertThat(held.rows().getFirst())
                .containsExactly("idle-0/tcp", "-", "-", "-", "-", "-", "-", "2000", "-", "-", "-");
        assertThat(held.rows().getLast().getFirst()).isEqualTo("idle-2000/tcp");
        assertThat(held.rows().getLast().subList(7, 11))
                .containsExactly("2000", "0.05", "0.1", "0");
        assertThat(blocks)
                .anySatisfy(block ->
                        assertThat(block.toString()).contains("no connection to divide by"));
    }

    @Test
    void theTableOfAllRowsExplainsItsDashes() throws IOException {
        ComparisonResult comparison = comparison(true);

        assertThat(ResultTables.rows(comparison).rows())
                .allSatisfy(cells -> assertThat(cells).doesNotContain("not measured"));
        assertThat(Notes.dashes(comparison)).isPresent();
        assertThat(MarkdownPage.of(ComparisonPage.of(comparison, folder)))
                .contains("A dash in an idle row")
                .doesNotContain("not measured");
    }

    private static List<Block.Table> tables(ComparisonResult comparison) {
        return IdleSection.of(comparison).stream()
                .filter(Block.Table.class::isInstance)
                .map(Block.Table.class::cast)
                .toList();
    }

    private ComparisonResult comparison(boolean lookedAt) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int connections : List.of(0, 1000, 2000)) {
            // Not quite on a line, so that the interval has a width.
            long heap = 50_000_000L + 14_000L * connections + (connections == 1000 ? 50_000 : 0);
            ProcessSnapshot process =
                    new ProcessSnapshot(
                            2 * heap,
                            30,
                            40 + connections,
                            heap,
                            4096,
                            connections,
                            300_000_000 + 8_000L * connections);
            rows.add(row(connections, lookedAt ? process : null));
        }
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:05:00Z",
                "started for this comparison",
                false,
                1,
                Environment.now(Optional.empty(), Optional.empty(), List.of()),
                rows,
                null,
                null);
    }

    private Row row(int connections, @Nullable ProcessSnapshot process) throws IOException {
        Idle idle = new Idle(connections, 64, TIMING);
        LatencyRecorder latencies = new LatencyRecorder();
        for (int i = 0; i < connections; i++) {
            latencies.record(Quantity.DELIVERY, 5_000_000);
        }
        String rowFolder = idle.folder() + "/tcp";
        String name = rowFolder + "/1";
        Map<Quantity, Histogram> histograms = latencies.drain();
        Histograms.write(Files.createDirectories(folder.resolve(name)), histograms, 1_000, 10_000);
        Map<String, Percentiles> percentiles = Histograms.percentiles(histograms);
        RunResult result =
                new RunResult(
                        "1a2b3c4d",
                        "tcp",
                        "tcp",
                        idle,
                        0.5,
                        RunState.COMPLETE,
                        null,
                        new DeliveryCounts(connections, connections, 0, 0, 0, 0, 0, 0),
                        new Publishing(1, 1, 1, 0, null),
                        percentiles,
                        InjectorCheck.of(percentiles),
                        null,
                        0,
                        0,
                        null,
                        0,
                        new MeterReadings(
                                10_000_000_000L,
                                connections / 2,
                                connections,
                                0,
                                0,
                                0,
                                0,
                                0,
                                20_000_000,
                                1_000,
                                null,
                                0),
                        new MeterWindow(0, false, 0.002, 0L),
                        null,
                        new HttpNames("127.0.0.1:7070", 230),
                        process,
                        List.of(),
                        List.of(),
                        null,
                        0,
                        null,
                        null);
        List<Run> runs = List.of(new Run(name, 1, 20, result, null));
        return new Row(
                rowFolder,
                "tcp",
                "tcp",
                null,
                false,
                idle,
                runs,
                Merge.of(folder, rowFolder, runs).orElseThrow(),
                null);
    }
}
