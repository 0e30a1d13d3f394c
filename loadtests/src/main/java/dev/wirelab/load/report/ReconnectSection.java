package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.result.ReconnectStorm;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;

/// The reconnects after all readers of a workload lost their connections at once.
final class ReconnectSection {
    private static final List<Column<Line>> COLUMNS =
            List.of(
                    column("row", line -> line.row().title()),
                    column("run", line -> Integer.toString(line.run().repeat())),
                    column("cut", line -> Integer.toString(line.cut())),
                    column("readers", line -> Integer.toString(line.storm().readers())),
                    column("back", line -> Integer.toString(line.storm().back())),
                    column("all back, ms", line -> TextFormat.millis(line.storm().allBackMicros())),
                    column("missed, got afterwards", line -> Long.toString(line.storm().missed())));

    /// @param cut the number of the cut in its run, from 1
    private record Line(Row row, Run run, int cut, ReconnectStorm storm) {}

    private ReconnectSection() {}

    /// The blocks; none if no connection was cut.
    static List<Block> of(ComparableRows rows) {
        List<Line> lines = new ArrayList<>();
        for (Row row : rows.all()) {
            for (Run run : row.runs()) {
                int cut = 1;
                for (ReconnectStorm storm :
                        run.result() == null ? List.<ReconnectStorm>of() : run.result().storms()) {
                    lines.add(new Line(row, run, cut++, storm));
                }
            }
        }
        String away = TextFormat.seconds(rows.workload().awayMillis());
        return lines.isEmpty()
                ? List.of()
                : List.of(Texts.paragraph("reconnects", away), Block.Table.of(COLUMNS, lines));
    }
}
