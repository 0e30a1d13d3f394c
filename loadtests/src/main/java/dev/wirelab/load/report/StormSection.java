package dev.wirelab.load.report;

import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.Storm;
import java.util.ArrayList;
import java.util.List;

/// What happened when all readers of a workload lost their connections at once.
final class StormSection {
    private StormSection() {}

    /// The blocks; none if no connection was cut.
    static List<Block> of(Judged judged) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : judged.all()) {
            for (Run run : row.runs()) {
                List<Storm> storms = run.result() == null ? List.of() : run.result().storms();
                for (int i = 0; i < storms.size(); i++) {
                    lines.add(line(row, run, i + 1, storms.get(i)));
                }
            }
        }
        return lines.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Text(words(judged.workload().awayMillis())),
                        new Block.Table(
                                List.of(
                                        "row",
                                        "run",
                                        "cut",
                                        "readers",
                                        "back",
                                        "all back, ms",
                                        "missed, got afterwards"),
                                lines));
    }

    private static String words(long awayMillis) {
        return ("All readers lost their connections at once and stayed away for %s s. Until the last of them"
                        + " read again it took so long, from the moment they were to come back; what was"
                        + " said meanwhile they got afterwards, from their cursors.")
                .formatted(Numbers.plain(awayMillis / 1e3));
    }

    private static List<String> line(Row row, Run run, int number, Storm storm) {
        return List.of(
                row.title(),
                Integer.toString(run.repeat()),
                Integer.toString(number),
                Integer.toString(storm.readers()),
                Integer.toString(storm.back()),
                Numbers.millis(storm.allBackMicros()),
                Long.toString(storm.missed()));
    }
}
