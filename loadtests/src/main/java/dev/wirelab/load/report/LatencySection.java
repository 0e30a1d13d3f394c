package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Lateness;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import java.nio.file.Path;
import java.util.List;

/// How long messages took: a curve and a line of percentiles for each row of a workload.
final class LatencySection {
    private LatencySection() {}

    /// The blocks; none for a quiet workload, whose roll call is among all rows.
    ///
    /// @param folder where the files of the comparison are
    static List<Block> of(Judged judged, ComparisonResult comparison, Path folder) {
        if (judged.workload().isQuiet()) {
            return List.of();
        }
        return List.of(
                new Block.Text(asked(judged, comparison)),
                new Block.Figure(
                        Curves.of(folder, judged.all()),
                        "From the moment a message was due to its arrival at a reader, all runs of a row"
                                + " together. A line that lies lower is faster; how far apart two equal"
                                + " rows come to lie is to be seen where a row has a twin (-again)."),
                new Block.Table(
                        List.of(
                                "row",
                                "p50 ms",
                                "median of the runs",
                                "p90",
                                "p99",
                                "p99.9",
                                "max",
                                "injector-bound"),
                        judged.all().stream().map(LatencySection::line).toList()),
                new Block.Text(
                        Repeats.brackets(judged)
                                + "Injector-bound: the load program itself was late by"
                                + " more than a quarter of that percentile, so it tells of it, too."));
    }

    private static String asked(Judged judged, ComparisonResult comparison) {
        Timing timing = judged.workload().timing();
        return "%s. Measured for %s s after a warm-up of %s s, %s%s; short polls every %d ms, long polls wait up to %d s."
                .formatted(
                        Sentences.capital(judged.workload().sentence()),
                        Numbers.plain(timing.durationMillis() / 1e3),
                        Numbers.plain(timing.warmUpMillis() / 1e3),
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
                Numbers.millis(delivery.p50()),
                medians == null ? "" : Repeats.words(medians, 1e-3),
                Numbers.millis(delivery.p90()),
                Numbers.millis(delivery.p99()),
                Numbers.millis(delivery.p999()),
                Numbers.millis(delivery.max()),
                Lateness.cell(row));
    }
}
