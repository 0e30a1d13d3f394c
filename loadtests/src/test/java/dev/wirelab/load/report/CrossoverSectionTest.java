package dev.wirelab.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Design;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.NoFit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.crossover.Point;
import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.page.HtmlPage;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep whose costs are known: short polling is cheaper where an answer brings many messages.
final class CrossoverSectionTest {
    @TempDir Path folder = Path.of("");

    @Test
    void theMapNamesTheCheapestAtEachPointAndTheErrorOfItsFits() {
        Page page = ComparisonPage.of(comparison(), folder);
        String text = MarkdownPage.of(page);

        assertThat(page.title()).startsWith("Which transport is cheapest where");
        assertThat(text)
                .contains("| short-poll | bytes | 12 | 12 | 1.000 | 1.000 |")
                .contains("| websocket | bytes | 6 | 6 | 1.000 | 1.000 |")
                // 100 and a poll of 400 bytes for each message, and for every 32nd.
                .contains("| 64 bytes | 1 s | 10 | websocket (164 bytes) |")
                .contains("websocket or short-poll (164 bytes) | short-poll (12")
                .contains(
                        "| cheapest in bytes, of those with a fit | poll interval | readers | 2 messages/s |");
        assertThat(HtmlPage.of(page))
                .contains("Cheapest in bytes: texts of 64 bytes, poll interval 0.25 s.")
                .contains("<svg");
    }

    @Test
    void aTransportWithoutAFitIsReportedWithItsReasonUnderTheMaps() {
        Page page = ComparisonPage.of(comparison(), folder);

        assertThat(MarkdownPage.of(page))
                .contains("No fit, and therefore not in the maps of that cost:")
                .contains("| tcp | bytes | the meter did not move at 4 of 12 points |")
                .contains("cheapest in bytes, of those with a fit");
        assertThat(HtmlPage.of(page)).contains("names several. Without a fit: tcp.");
    }

    private static ComparisonResult comparison() {
        List<CrossoverResult.Measured> measured = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        Design design = new Design(3, 2, 2, 2);
        for (Design.Spot spot : design.spots()) {
            double rate = List.of(2, 8, 32).get(spot.rate());
            int readers = List.of(10, 100).get(spot.readers());
            int bytes = List.of(64, 1024).get(spot.text());
            Place pushed = new Place(rate, readers, bytes, 0);
            Half half = design.half(spot, 0);
            points.add(point("websocket", pushed, half, 100 + bytes));
            points.add(point("tcp", pushed, half, rate == 2 ? 0 : bytes));
            for (int interval : design.intervals(spot)) {
                double seconds = List.of(0.25, 1.0).get(interval);
                points.add(
                        point(
                                "short-poll",
                                new Place(rate, readers, bytes, seconds),
                                design.half(spot, interval),
                                50 + bytes + 400 / (rate * seconds)));
            }
        }
        for (Point point : points) {
            measured.add(
                    new CrossoverResult.Measured(
                            point.transport(),
                            point.place(),
                            point.half(),
                            new Run("crossover/x", 1, 9, null, "")));
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
                List.of(),
                null,
                new CrossoverResult(
                        measured,
                        Stream.of("websocket", "short-poll")
                                .map(id -> (Fit) Fit.of(id, Cost.BYTES, points))
                                .toList(),
                        List.of((NoFit) Fit.of("tcp", Cost.BYTES, points))));
    }

    private static Point point(String id, Place place, Half half, double bytes) {
        return new Point(id, place, half, Map.of(Cost.BYTES, bytes));
    }
}
