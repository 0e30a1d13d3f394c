package dev.wirelab.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.table.ComparisonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesTest {
    @TempDir Path folder = Path.of("");

    @Test
    void aRunIsReadBackFromItsFile() throws IOException {
        RunResult result = Results.run(Results.PERFECT, Results.METERS, 1, 1);
        RunFiles.writeJson(folder, result);
        assertThat(RunFiles.readJson(folder)).contains(result);
    }

    @Test
    void aRunThatLeftNoFileHasNoNumbers() throws IOException {
        assertThat(RunFiles.readJson(folder)).isEmpty();
    }

    @Test
    void percentilesCanBeComputedFromTheHistogramLogByOtherPrograms() throws IOException {
        Map<Quantity, Histogram> histograms = recorded();
        Histograms.write(folder, histograms, 1_000, 2_000);
        try (HistogramLogReader log =
                new HistogramLogReader(folder.resolve("latency.hlog").toFile())) {
            while (log.hasNext()) {
                Histogram read = (Histogram) log.nextIntervalHistogram();
                assertThat(read.getTag()).isNotNull();
                if (read.getTag().equals("delivery")) {
                    assertThat(Percentiles.of(read))
                            .isEqualTo(Percentiles.of(delivery(histograms)));
                    return;
                }
            }
        }
        throw new AssertionError("no delivery in the log");
    }

    @Test
    void percentilesCanBeComputedFromTheCsvByOtherPrograms() throws IOException {
        Map<Quantity, Histogram> histograms = recorded();
        Histograms.write(folder, histograms, 1_000, 2_000);
        List<long[]> rows =
                Files.readAllLines(folder.resolve("latency.csv")).stream()
                        .filter(line -> line.startsWith("delivery,"))
                        .map(line -> line.split(",", -1))
                        .map(cells ->
                                new long[] {Long.parseLong(cells[1]), Long.parseLong(cells[2])})
                        .toList();
        long total = rows.stream().mapToLong(row -> row[1]).sum();
        long below = 0;
        long p99 = -1;
        for (long[] row : rows) {
            below += row[1];
            if (p99 < 0 && below >= Math.ceil(total * 0.99)) {
                p99 = row[0];
            }
        }
        assertThat(total).isEqualTo(5_000);
        assertThat(p99).isEqualTo(Percentiles.of(delivery(histograms)).p99());
    }

    @Test
    void aComparisonIsWrittenAsJsonAndForASpreadsheet() throws IOException {
        ComparisonResult comparison =
                Results.comparison(Results.row(Results.run(Results.PERFECT, Results.METERS, 1, 1)));
        ComparisonFiles.write(folder, comparison);
        assertThat(
                        RunFiles.json()
                                .readValue(
                                        folder.resolve("result.json").toFile(),
                                        ComparisonResult.class))
                .isEqualTo(comparison);
        List<String> lines = Files.readAllLines(folder.resolve("result.csv"));
        List<String> headings = List.of(lines.getFirst().split(","));
        List<String> cells = List.of(lines.getLast().split(",", -1));
        assertThat(lines).hasSize(2);
        assertThat(cells).hasSameSizeAs(headings);
        assertThat(cells.subList(2, cells.size()))
                .filteredOn(cell -> !cell.equals("tcp"))
                .allMatch(cell -> cell.matches("[\\d.]*"));
        assertThat(headings).doesNotHaveDuplicates();
        assertThat(cells.get(headings.indexOf("p50_ms"))).isEqualTo("0.500");
        assertThat(cells.get(headings.indexOf("bytes_down_per_message"))).isEqualTo("150.0");
        assertThat(cells.get(headings.indexOf("poll_interval_s"))).isEmpty();
    }

    private static Map<Quantity, Histogram> recorded() {
        LatencyRecorder latencies = new LatencyRecorder();
        new Random(3)
                .longs(5_000, 1, 900_000)
                .forEach(micros ->
                        latencies.record(Quantity.DELIVERY, TimeUnit.MICROSECONDS.toNanos(micros)));
        return latencies.drain();
    }

    private static Histogram delivery(Map<Quantity, Histogram> histograms) {
        return Objects.requireNonNull(histograms.get(Quantity.DELIVERY));
    }
}
