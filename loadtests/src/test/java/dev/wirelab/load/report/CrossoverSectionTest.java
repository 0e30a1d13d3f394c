package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.crossover.Point;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.Environment;
import dev.wirelab.load.result.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep whose costs are known: short polling is cheaper where an answer brings many messages.
final class CrossoverSectionTest {
    @TempDir Path folder = Path.of("");

    @Test
    void theMapNamesTheCheapestAtEachPlaceAndTheErrorOfItsFits() {
        Page page = ComparisonPage.of(comparison(), folder);
        String text = MarkdownPage.of(page);

        assertThat(page.title()).startsWith("Which wire is cheapest where");
        assertThat(text)
                .contains("| short-poll | bytes | 12 | 12 | 0.0 % | 0.0 % |")
                .contains("| websocket | bytes | 6 | 6 | 0.0 % | 0.0 % |")
                // 100 and a poll of 400 bytes for each message, and for every 32nd.
                .contains("| 64 bytes | 1 s | 10 | websocket (164 bytes) |")
                .contains("websocket or short-poll (164 bytes) | short-poll (12")
                .contains("| cheapest in bytes | short polls every | readers | 2 messages/s |");
        assertThat(HtmlPage.of(page))
                .contains("Cheapest in bytes: texts of 64 bytes, short polls every 0.25 s.")
                .contains("<svg");
    }

    private static ComparisonResult comparison() {
        List<CrossoverResult.Measured> measured = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        for (double rate : new double[] {2, 8, 32}) {
            for (int readers : new int[] {10, 100}) {
                for (int bytes : new int[] {64, 1024}) {
                    add(
                            new Place(rate, readers, bytes, 0),
                            "websocket",
                            100 + bytes,
                            measured,
                            points);
                    for (double interval : new double[] {0.25, 1}) {
                        add(
                                new Place(rate, readers, bytes, interval),
                                "short-poll",
                                50 + bytes + 400 / (rate * interval),
                                measured,
                                points);
                    }
                }
            }
        }
        List<Fit> fits =
                List.of("websocket", "short-poll").stream()
                        .map(id -> Fit.of(id, Cost.BYTES, points).orElseThrow())
                        .toList();
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:05:00Z",
                "started for this comparison",
                false,
                1,
                Environment.now(Optional.empty(), Optional.empty(), List.of()),
                List.of(),
                null,
                new CrossoverResult(measured, fits));
    }

    private static void add(
            Place place,
            String id,
            double bytes,
            List<CrossoverResult.Measured> measured,
            List<Point> points) {
        measured.add(
                new CrossoverResult.Measured(id, place, new Run("crossover/x", 1, 9, null, "")));
        points.add(new Point(id, place, Map.of(Cost.BYTES, bytes)));
    }
}
