package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import java.util.ArrayList;
import java.util.List;

/// The costs of a delivered message in each row of a workload: bytes by purpose, requests, the
/// lab's CPU time and allocation.
final class CostSection {
    private static final List<String> FIGURES =
            List.of(
                    Figures.BYTES_UP,
                    Figures.BYTES_DOWN,
                    Figures.REQUESTS,
                    Figures.CPU_MICROS,
                    Figures.ALLOCATED);
    private static final List<String> HEADINGS =
            List.of(
                    "row",
                    "bytes up",
                    "bytes down",
                    "requests",
                    "lab's CPU, µs",
                    "lab allocates, bytes");

    private CostSection() {}

    /// The blocks; none for an idle workload, in which no message is delivered, or if the lab has
    /// no meters.
    static List<Block> of(ComparableRows rows) {
        TrafficBreakdown traffic = TrafficBreakdown.of(rows.all());
        if (rows.workload().isQuiet() || traffic.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Block.Figure(
                        traffic.chart(),
                        "All traffic at the lab's sockets during the measurement, including headers,"
                                + " framing, empty polls and the publishers' traffic. All runs of a row together."),
                traffic.perMessage(),
                new Block.Text("The same per second, from one reading of the meters to the other."),
                traffic.perSecond(),
                new Block.Text(explanation(rows)),
                new Block.Table(
                        HEADINGS, rows.all().stream().flatMap(row -> line(row).stream()).toList()));
    }

    private static String explanation(ComparableRows rows) {
        boolean kept =
                rows.all().stream()
                        .flatMap(Row::results)
                        .anyMatch(run -> run.meters() != null && run.meters().ledger() != null);
        return "Per delivered message, the median of each row's runs. "
                + RepeatText.explained(rows)
                + "CPU time and allocation are those of the lab's whole process, with its JIT compilers"
                + " and garbage collector"
                + (kept
                        ? " and with the ledger, which inspects all traffic to classify each byte"
                                + " (docs/measuring.md states its cost; a lab without --ledger is cheaper)."
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
            cells.add(spread == null ? "not measured" : RepeatText.of(spread, 1));
        }
        return List.of(cells);
    }
}
