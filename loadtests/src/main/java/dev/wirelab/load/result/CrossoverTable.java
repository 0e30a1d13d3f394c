package dev.wirelab.load.result;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.crossover.Point;
import dev.wirelab.load.plan.Numbers;
import java.util.List;
import java.util.Locale;

/// The points of a sweep as rows of text cells, the same for CSV and the report.
public final class CrossoverTable {
    /// The headings.
    public static final List<String> HEADINGS =
            List.of(
                    "wire",
                    "messages/s",
                    "readers",
                    "text bytes",
                    "poll interval s",
                    "half",
                    "bytes/msg",
                    "CPU us/msg",
                    "p50 ms",
                    "files");

    private CrossoverTable() {}

    /// A row for each point.
    public static List<List<String>> cells(CrossoverResult crossover) {
        return crossover.points().stream().map(CrossoverTable::cells).toList();
    }

    private static List<String> cells(CrossoverResult.Measured measured) {
        Place place = measured.place();
        Half half = measured.half();
        Point point = measured.point();
        return List.of(
                measured.id(),
                Numbers.plain(place.rate()),
                Integer.toString(place.readers()),
                Integer.toString(place.textBytes()),
                place.pollSeconds() == 0 ? "-" : Numbers.plain(place.pollSeconds()),
                half == null ? "-" : half.id(),
                cost(point, Cost.BYTES, 1),
                cost(point, Cost.CPU, 1),
                cost(point, Cost.LATENCY, 1e-3),
                measured.run().folder());
    }

    private static String cost(Point point, Cost cost, double scale) {
        Double value = point.costs().get(cost);
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value * scale);
    }
}
