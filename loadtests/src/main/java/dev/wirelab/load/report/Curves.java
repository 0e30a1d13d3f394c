package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// Takes the points of latency curves from the rows' histograms.
final class Curves {
    private static final int TICKS_PER_HALF = 5;
    private static final double LEAST_MILLIS = 0.001;
    private static final int LEAST_ABOVE = 3;

    private Curves() {}

    /// The curves of these rows; a row whose files are not there has none.
    ///
    /// @param folder the comparison's folder
    static Chart.Percentiles of(Path folder, List<Row> rows) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(new Chart.Line(row.title(), points(folder.resolve(row.folder()))));
        }
        return new Chart.Percentiles(lines);
    }

    private static List<Chart.Point> points(Path folder) {
        try {
            return Histograms.read(folder).stream()
                    .filter(histogram -> Quantity.DELIVERY.id().equals(histogram.getTag()))
                    .findFirst()
                    .map(Curves::points)
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Up to the percentile above which there are still a few values.
    private static List<Chart.Point> points(Histogram micros) {
        List<Chart.Point> points = new ArrayList<>();
        for (HistogramIterationValue value : micros.percentiles(TICKS_PER_HALF)) {
            double percentile = value.getPercentileLevelIteratedTo();
            if (percentile < 100
                    && micros.getTotalCount() * (1 - percentile / 100) >= LEAST_ABOVE) {
                points.add(
                        new Chart.Point(
                                percentile,
                                Math.max(LEAST_MILLIS, value.getValueIteratedTo() / 1e3)));
            }
        }
        return points;
    }
}
