package dev.wirelab.load.report;

import dev.wirelab.load.chart.PercentileChart;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.Lateness;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.text.TextFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// The delivery latency of each row of a workload, as a curve and as percentiles.
final class LatencySection {
    private static final int TICKS_PER_HALF = 5;
    private static final double LEAST_MILLIS = 0.001;

    /// A curve ends at the percentile above which there are fewer values.
    private static final int LEAST_ABOVE = 3;

    private static final List<String> HEADINGS =
            List.of(
                    "row",
                    "p50 ms",
                    "median of the runs",
                    "p90",
                    "p99",
                    "p99.9",
                    "max",
                    "injector-bound");

    private LatencySection() {}

    /// The blocks; none for an idle workload.
    ///
    /// @param folder the folder of the comparison's files
    static List<Block> of(ComparableRows rows, ComparisonResult comparison, Path folder) {
        if (rows.workload().isQuiet()) {
            return List.of();
        }
        List<PercentileChart.Line> lines =
                rows.all().stream()
                        .map(row ->
                                new PercentileChart.Line(
                                        row.title(), curve(folder.resolve(row.folder()))))
                        .toList();
        return List.of(
                new Block.Text(workload(rows, comparison)),
                new Block.Figure(
                        new PercentileChart(lines),
                        "From the moment a message was due to its arrival at a reader, all runs of a row"
                                + " together. A lower line is faster. The distance between a row and its"
                                + " repetition (-again) shows the noise."),
                new Block.Table(HEADINGS, rows.all().stream().map(LatencySection::line).toList()),
                new Block.Text(
                        RepeatText.explained(rows)
                                + "Injector-bound: the load generator itself was late by more than a"
                                + " quarter of that percentile, so the value includes its delay."));
    }

    private static String workload(ComparableRows rows, ComparisonResult comparison) {
        Timing timing = rows.workload().timing();
        return "%s. Measured for %s s after a warm-up of %s s, %s%s; poll interval %d ms, long polls wait up to %d s."
                .formatted(
                        TextFormat.capitalized(rows.workload().sentence()),
                        TextFormat.seconds(timing.durationMillis()),
                        TextFormat.seconds(timing.warmUpMillis()),
                        comparison.partial() ? "at most " : "",
                        comparison.repeats() == 1 ? "once" : comparison.repeats() + " times",
                        timing.pollIntervalMillis(),
                        timing.pollWaitSeconds());
    }

    private static List<String> line(Row row) {
        Merged merged = row.merged();
        if (merged == null) {
            return List.of(row.title(), "failed", "", "", "", "", "", "");
        }
        Percentiles delivery = merged.latency(Quantity.DELIVERY);
        Spread medians = merged.figures().get(Figures.DELIVERY_P50);
        return List.of(
                row.title(),
                TextFormat.millis(delivery.p50()),
                medians == null ? "" : RepeatText.of(medians, 1e-3),
                TextFormat.millis(delivery.p90()),
                TextFormat.millis(delivery.p99()),
                TextFormat.millis(delivery.p999()),
                TextFormat.millis(delivery.max()),
                Lateness.cell(row));
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
