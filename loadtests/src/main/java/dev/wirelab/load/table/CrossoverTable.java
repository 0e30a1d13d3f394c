package dev.wirelab.load.table;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.crossover.Point;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.text.TextFormat;
import java.util.List;

/// The points of a sweep as rows of text cells.
public final class CrossoverTable {
    /// The headings.
    public static final List<String> HEADINGS =
            List.of(
                    "transport",
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

    /// One row per point.
    public static List<List<String>> cells(CrossoverResult crossover) {
        return crossover.points().stream().map(CrossoverTable::cells).toList();
    }

    private static List<String> cells(CrossoverResult.Measured measured) {
        Place place = measured.place();
        Half half = measured.half();
        Point point = measured.point();
        return List.of(
                measured.id(),
                TextFormat.exact(place.rate()),
                Integer.toString(place.readers()),
                Integer.toString(place.textBytes()),
                place.pollSeconds() == 0 ? "-" : TextFormat.exact(place.pollSeconds()),
                half == null ? "-" : half.id(),
                cost(point, Cost.BYTES, 1),
                cost(point, Cost.CPU, 1),
                cost(point, Cost.LATENCY, 1e-3),
                measured.run().folder());
    }

    private static String cost(Point point, Cost cost, double scale) {
        Double value = point.costs().get(cost);
        return value == null ? "-" : TextFormat.fixed(3, value * scale);
    }
}
