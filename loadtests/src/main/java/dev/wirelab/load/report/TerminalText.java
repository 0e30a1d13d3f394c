package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.table.Notes;
import dev.wirelab.load.table.ResultTables;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A result as text for a terminal of at least 80 columns: what decides, notes, and the conclusions
/// last.
public final class TerminalText {
    /// The longest line, unless all columns are wanted.
    static final int WIDTH = 79;

    /// The figures in which a row is compared with the best one, and their names in the table.
    private static final Map<Figure, String> COMPARED =
            Map.of(Figure.MEDIAN, "p50", Figure.BYTES, "bytes", Figure.CPU, "CPU");

    private TerminalText() {}

    /// The text.
    ///
    /// @param wide whether the tables have all columns
    public static String of(ComparisonResult comparison, boolean wide) {
        StringBuilder text = new StringBuilder();
        List<ComparableRows> workloads = ComparableRows.of(comparison);
        if (!wide) {
            workloads.forEach(rows -> text.append(summary(rows)));
        } else if (!workloads.isEmpty()) {
            text.append(aligned(ResultTables.rows(comparison), 2));
            Notes.dashes(comparison).ifPresent(words -> text.append(wrapped(words)));
        }
        CapacityResult capacity = comparison.capacity();
        if (capacity != null) {
            text.append(
                    wide
                            ? aligned(ResultTables.capacity(capacity), 1)
                            : CapacitySection.lead(capacity).stream()
                                    .map(TerminalText::wrapped)
                                    .collect(Collectors.joining()));
        }
        Notes.of(comparison).forEach(note -> text.append(wrapped("! " + note)));
        for (ComparableRows rows : workloads) {
            if (!rows.workload().isQuiet()) {
                String prefix = workloads.size() == 1 ? "" : "in " + rows.workload().id() + ": ";
                Conclusions.of(rows, prefix).forEach(line -> text.append(wrapped(line)));
            }
        }
        return text.toString();
    }

    /// The workload in a sentence, and a table of its rows without the A/A rows.
    private static String summary(ComparableRows rows) {
        String unit = rows.workload().isQuiet() ? "/conn/s" : "/msg";
        long expected = 0;
        long delivered = 0;
        for (Row row : rows.rows()) {
            expected += row.merged() == null ? 0 : row.merged().tally().expected();
            delivered += row.merged() == null ? 0 : row.merged().tally().delivered();
        }
        Block.Table table =
                Block.Table.of(
                        List.of(
                                column("transport", Row::id),
                                column("p50 ms", row -> shown(row, Figure.MEDIAN, "none")),
                                column("p99 ms", row -> shown(row, Figure.P99, "none")),
                                column("bytes" + unit, row -> shown(row, Figure.BYTES, "-")),
                                column("CPU us" + unit, row -> shown(row, Figure.CPU, "-")),
                                column("against the best", row -> compared(rows, row))),
                        rows.rows());
        String sentence = TextFormat.capitalized(rows.workload().sentence());
        return wrapped("%s; %d of %d delivered.".formatted(sentence, delivered, expected))
                + aligned(table, 1);
    }

    private static String shown(Row row, Figure figure, String otherwise) {
        return figure.shown(row).stream()
                .mapToObj(TextFormat::rounded)
                .findFirst()
                .orElse(row.merged() == null ? "failed" : otherwise);
    }

    /// `161x p50, 3.4x bytes`: the two largest factors by which a row is above the best ones.
    private static String compared(ComparableRows rows, Row row) {
        if (rows.workload().isQuiet() || row.flaw().isPresent()) {
            return "not compared";
        }
        List<String> best = rows.test(Figure.MEDIAN).lowest();
        String factors =
                COMPARED.keySet().stream()
                        .flatMap(figure -> factors(rows, row, figure))
                        .sorted(Comparator.comparingDouble(Factor::ratio).reversed())
                        .limit(2)
                        .map(each -> TextFormat.rounded(each.ratio()) + "x " + each.name())
                        .collect(Collectors.joining(", "));
        if (!factors.isEmpty()) {
            return factors;
        }
        return best.isEmpty() ? "undecided" : best.size() > 1 ? "too close to call" : "best";
    }

    private record Factor(String name, double ratio) {}

    private static Stream<Factor> factors(ComparableRows rows, Row row, Figure figure) {
        List<String> best = rows.test(figure).lowest();
        return Conclusions.differences(rows.test(figure))
                .filter(lower -> lower.higher().equals(row.title()))
                .filter(lower -> best.contains(lower.lower()))
                .map(Decision.Lower::ratio)
                .min(Comparator.comparingDouble(ratio -> ratio.estimate()))
                .map(ratio -> new Factor(COMPARED.getOrDefault(figure, ""), ratio.estimate()))
                .stream();
    }

    private static String wrapped(String sentence) {
        return TextFormat.wrapped(sentence, WIDTH, "  ");
    }

    /// @param names how many columns on the left are aligned to the left
    private static String aligned(Block.Table table, int names) {
        List<List<String>> lines = new ArrayList<>(List.of(table.headings()));
        lines.addAll(table.rows());
        int[] widths = new int[table.headings().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - line.get(i).length());
                row.append(i < names ? line.get(i) + space + "  " : space + line.get(i) + "  ");
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
