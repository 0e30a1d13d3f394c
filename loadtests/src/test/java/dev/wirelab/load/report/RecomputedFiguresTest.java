package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.table.ComparisonFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures of a report, computed from the files alone, as docs/measuring-reference.md describes,
/// without code of the load generator.
final class RecomputedFiguresTest {
    private static final int PAIRS = 10;

    @TempDir private Path folder = Path.of("");
    private ComparisonResult comparison = emptyResult();
    private JsonNode json = new ObjectMapper().createObjectNode();

    private static ComparisonResult emptyResult() {
        return new Fixture(Path.of(""), 0, 0).comparison();
    }

    @BeforeEach
    void write() throws IOException {
        comparison = Fixture.usual(folder, 4).comparison();
        ComparisonFiles.write(folder, comparison);
        json = new ObjectMapper().readTree(folder.resolve("result.json").toFile());
    }

    @Test
    void aPercentileFromTheCountsOfARow() throws IOException {
        List<String[]> counts =
                Files.readAllLines(folder.resolve("fan-out/tcp/latency.csv")).stream()
                        .map(line -> line.split(",", -1))
                        .filter(cells -> cells[0].equals("delivery"))
                        .toList();
        long all = counts.stream().mapToLong(cells -> Long.parseLong(cells[2])).sum();
        long upTo = 0;
        int i = -1;
        while (upTo < all * 0.99) {
            upTo += Long.parseLong(counts.get(++i)[2]);
        }

        assertThat(Long.parseLong(counts.get(i)[1]))
                .isEqualTo(row("tcp").latency(Quantity.DELIVERY).p99());
    }

    @Test
    void bytesPerMessageFromTheMetersOfTheRuns() {
        List<Double> each = new ArrayList<>();
        for (JsonNode run : runs("long-poll")) {
            JsonNode result = run.path("result");
            double bytes =
                    result.path("meters").path("bytesIn").asDouble()
                            + result.path("meters").path("bytesOut").asDouble();
            each.add(bytes / result.path("watched").path("deliveries").asDouble());
        }

        assertThat(Figure.BYTES.shown(row("long-poll")).orElseThrow())
                .isCloseTo((each.get(1) + each.get(2)) / 2, within(1e-9));
    }

    /// Holm's procedure tests a pair at 5 % divided by the pairs that are left.
    @Test
    void theIntervalOfADifferenceFromTheMediansOfTheRuns() {
        double[][] logs = new double[6][];
        List<String> ids =
                List.of(
                        "websocket",
                        "tcp",
                        "long-poll",
                        "short-poll",
                        "short-poll-fresh",
                        "websocket-again");
        for (int i = 0; i < 6; i++) {
            logs[i] = medians(ids.get(i));
        }
        double squares = 0;
        double fourths = 0;
        for (int i = 0; i < 6; i++) {
            double own = 0;
            for (int run = 0; run < 4; run++) {
                double block = 0;
                for (double[] other : logs) {
                    block += (other[run] - mean(other)) / 6;
                }
                own += Math.pow(logs[i][run] - mean(logs[i]) - block, 2);
            }
            squares += own;
            fourths += own * own;
        }
        double freedom = 3 * (5 / 6.0) * squares * squares / fourths;
        double pooled = Math.sqrt(2 * squares / (5 * 3) / 4);
        double difference = mean(logs[3]) - mean(logs[0]);
        double paired = 0;
        for (int run = 0; run < 4; run++) {
            paired += Math.pow(logs[3][run] - logs[0][run] - difference, 2);
        }
        double error = Math.max(pooled, Math.sqrt(paired / 3 / 4));

        Decision decision =
                ComparableRows.of(comparison)
                        .getFirst()
                        .test(Figure.MEDIAN)
                        .compare("websocket", "short-poll (1 s)");

        assertThat(decision).isInstanceOf(Decision.Lower.class);
        double low = Math.log(((Decision.Lower) decision).ratio().low());
        assertThat(Math.log(((Decision.Lower) decision).ratio().estimate()))
                .isCloseTo(difference, within(1e-9));
        double level =
                2 * new TDistribution(freedom).cumulativeProbability((low - difference) / error);
        assertThat(0.05 / level)
                .as("how many pairs were left when it was tested")
                .isBetween(1 - 1e-6, PAIRS + 1e-6)
                .isCloseTo(Math.rint(0.05 / level), within(1e-6));
    }

    private double[] medians(String id) {
        return runs(id).valueStream()
                .mapToDouble(run ->
                        Math.log(
                                run.path("result")
                                        .path("latencyMicros")
                                        .path("delivery")
                                        .path("p50")
                                        .asDouble()))
                .toArray();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private JsonNode runs(String id) {
        for (JsonNode row : json.path("rows")) {
            if (row.path("id").asText().equals(id)) {
                return row.path("runs");
            }
        }
        throw new IllegalArgumentException(id);
    }

    private Row row(String id) {
        return comparison.rows().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
