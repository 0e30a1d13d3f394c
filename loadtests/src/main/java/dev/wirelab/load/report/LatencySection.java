package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.chart.PercentileChart;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// The delivery latency of each row of a workload, as a curve and as percentiles.
final class LatencySection {
    private static final int TICKS_PER_HALF = 5;
    private static final double LEAST_MILLIS = 0.001;

    /// A curve ends at the percentile above which there are fewer values.
    private static final int LEAST_ABOVE = 3;

    private static final List<Column<Row>> COLUMNS =
            List.of(
                    column("row", Row::title),
                    column("p50 ms", row -> millis(row, Percentiles::p50)),
                    column("median of the runs", LatencySection::medians),
                    column("p90", row -> millis(row, Percentiles::p90)),
                    column("p99", row -> millis(row, Percentiles::p99)),
                    column("p99.9", row -> millis(row, Percentiles::p999)),
                    column("max", row -> millis(row, Percentiles::max)),
                    column("injector-bound", row -> row.late("p50", "p99")));

    private LatencySection() {}

    /// The blocks; none for an idle workload.
    static List<Block> of(ComparableRows rows, ComparisonResult comparison) {
        if (rows.workload().isQuiet()) {
            return List.of();
        }
        return List.of(
                workload(rows, comparison),
                Block.Table.of(COLUMNS, rows.all()),
                Texts.paragraph("latency.injector-bound", rows.repeatsExplained()));
    }

    /// The curves of all rows; rows of the same colour differ by dashes.
    ///
    /// @param folder the folder of the comparison's files
    static Block chart(ComparableRows rows, Path folder) {
        List<String> transports = rows.all().stream().map(Row::transport).toList();
        Map<Integer, Integer> used = new HashMap<>();
        List<PercentileChart.Line> lines = new ArrayList<>();
        for (Row row : rows.all()) {
            int colour = Palette.colour(row.transport(), transports);
            lines.add(
                    new PercentileChart.Line(
                            row.id(),
                            colour,
                            used.merge(colour, 1, Integer::sum) - 1,
                            curve(folder.resolve(row.folder()))));
        }
        return new Block.Figure(new PercentileChart(lines), Texts.of("latency.chart"));
    }

    private static Block workload(ComparableRows rows, ComparisonResult comparison) {
        Timing timing = rows.workload().timing();
        return Texts.paragraph(
                "latency.workload",
                TextFormat.capitalized(rows.workload().sentence()),
                TextFormat.seconds(timing.durationMillis()),
                TextFormat.seconds(timing.warmUpMillis()),
                comparison.partial() ? "at most " : "",
                comparison.repeats() == 1 ? "once" : comparison.repeats() + " times",
                timing.pollIntervalMillis(),
                timing.pollWaitSeconds());
    }

    private static String millis(Row row, ToLongFunction<Percentiles> micros) {
        Percentiles latency = row.latency(Quantity.DELIVERY);
        return latency.count() == 0 ? "-" : TextFormat.millis(micros.applyAsLong(latency));
    }

    private static String medians(Row row) {
        return row.merged() == null
                ? "failed"
                : ComparableRows.repeats(row, Figure.MEDIAN).orElse("none delivered");
    }

    /// The curve of a row; without points if its histograms are missing.
    private static List<PercentileChart.Point> curve(Path folder) {
        try {
            return Histograms.read(folder, Quantity.DELIVERY)
                    .map(LatencySection::points)
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<PercentileChart.Point> points(Histogram micros) {
        List<PercentileChart.Point> points = new ArrayList<>();
        for (HistogramIterationValue value : micros.percentiles(TICKS_PER_HALF)) {
            double percentile = value.getPercentileLevelIteratedTo();
            double above = micros.getTotalCount() * (1 - percentile / 100);
            if (percentile < 100 && above >= LEAST_ABOVE) {
                double millis = Math.max(LEAST_MILLIS, value.getValueIteratedTo() / 1e3);
                points.add(new PercentileChart.Point(percentile, millis));
            }
        }
        return points;
    }
}
