package dev.wirelab.load.report;

import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import java.util.ArrayList;
import java.util.List;

/// What a delivered message cost on each row of a workload: bytes by what they were for, requests,
/// the lab's CPU and memory.
final class CostSection {
    private static final List<String> FIGURES =
            List.of(
                    Figures.BYTES_UP,
                    Figures.BYTES_DOWN,
                    Figures.REQUESTS,
                    Figures.CPU_MICROS,
                    Figures.ALLOCATED);

    private CostSection() {}

    /// The blocks; none for a quiet workload, in which nothing is delivered that a cost could be
    /// divided by, or if the lab has no meters.
    static List<Block> of(Judged judged) {
        LedgerBars bars = LedgerBars.of(judged.all());
        if (judged.workload().isQuiet() || bars.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Block.Figure(
                        bars.chart(),
                        "Everything that passed the lab's sockets while it was measured: heads, framing,"
                                + " empty polls, the publisher's share. All runs of a row together."),
                bars.eachMessage(),
                new Block.Text(
                        "The same in a second, of the time in which the meters were watched."),
                bars.eachSecond(),
                new Block.Text(words(judged)),
                new Block.Table(
                        List.of(
                                "row",
                                "bytes up",
                                "bytes down",
                                "requests",
                                "lab's CPU, µs",
                                "lab allocates, bytes"),
                        judged.all().stream().flatMap(row -> line(row).stream()).toList()));
    }

    /// What is in the CPU figures that another lab's would not have.
    private static String words(Judged judged) {
        boolean kept =
                judged.all().stream()
                        .flatMap(Row::results)
                        .anyMatch(run -> run.meters() != null && run.meters().ledger() != null);
        return "Of each delivered message the median of each row's runs. "
                + Repeats.brackets(judged)
                + "CPU and allocation are those of the lab's whole process: its compilers and its collector are in them"
                + (kept
                        ? ", and so is its ledger, which reads all traffic to tell what each byte was for"
                                + " (docs/measuring.md has what that costs; a lab without --ledger is"
                                + " cheaper)."
                        : ".");
    }

    private static List<List<String>> line(Row row) {
        Merged merged = row.merged();
        if (merged == null || !merged.figures().containsKey(Figures.BYTES_UP)) {
            return List.of();
        }
        List<String> cells = new ArrayList<>(List.of(row.title()));
        for (String figure : FIGURES) {
            Spread spread = merged.figures().get(figure);
            cells.add(spread == null ? "not measured" : Repeats.words(spread, 1));
        }
        return List.of(cells);
    }
}
