package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.ReconnectStorm;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;

/// The reconnects after all readers of a workload lost their connections at once.
final class ReconnectSection {
    private static final List<String> HEADINGS =
            List.of(
                    "row",
                    "run",
                    "cut",
                    "readers",
                    "back",
                    "all back, ms",
                    "missed, got afterwards");

    private ReconnectSection() {}

    /// The blocks; none if no connection was cut.
    static List<Block> of(ComparableRows rows) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows.all()) {
            for (Run run : row.runs()) {
                List<ReconnectStorm> storms =
                        run.result() == null ? List.of() : run.result().storms();
                for (int i = 0; i < storms.size(); i++) {
                    lines.add(line(row, run, i + 1, storms.get(i)));
                }
            }
        }
        String text =
                ("All readers lost their connections at once and reconnected after %s s. \"All back\" is"
                                + " the time from the start of the reconnects until the last reader received"
                                + " events again. Readers then received what they had missed, from their cursors.")
                        .formatted(TextFormat.seconds(rows.workload().awayMillis()));
        return lines.isEmpty()
                ? List.of()
                : List.of(new Block.Text(text), new Block.Table(HEADINGS, lines));
    }

    private static List<String> line(Row row, Run run, int number, ReconnectStorm storm) {
        return List.of(
                row.title(),
                Integer.toString(run.repeat()),
                Integer.toString(number),
                Integer.toString(storm.readers()),
                Integer.toString(storm.back()),
                TextFormat.millis(storm.allBackMicros()),
                Long.toString(storm.missed()));
    }
}
