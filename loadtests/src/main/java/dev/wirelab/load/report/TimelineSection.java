package dev.wirelab.load.report;

import dev.wirelab.load.chart.TimelineChart;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The seconds of each row's runs, so that a stall is seen where it happened.
final class TimelineSection {
    private TimelineSection() {}

    /// The blocks; none if no run has a time line.
    static List<Block> of(ComparableRows rows) {
        List<TimelineChart.Line> lines =
                rows.all().stream()
                        .map(row -> new TimelineChart.Line(row.title(), bars(row)))
                        .filter(line -> !line.bars().isEmpty())
                        .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        TimelineChart chart = new TimelineChart(lines);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Figure(chart, Texts.of("timeline.chart")));
        chart.stalls().stream()
                .map(stall -> new Block.Text("Stalled: " + stall + "."))
                .forEach(blocks::add);
        return blocks;
    }

    private static List<TimelineChart.Bar> bars(Row row) {
        return row.runs().stream().flatMap(TimelineSection::bars).toList();
    }

    private static Stream<TimelineChart.Bar> bars(Run run) {
        return run.result() == null || run.result().timeline() == null
                ? Stream.of()
                : run.result().timeline().stream()
                        .map(second ->
                                new TimelineChart.Bar(
                                        run.repeat(),
                                        second.second(),
                                        second.arrived(),
                                        second.p50Micros() / 1e3,
                                        second.maxMicros() / 1e3));
    }
}
