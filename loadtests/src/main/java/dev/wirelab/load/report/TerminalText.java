package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.table.Notes;
import dev.wirelab.load.table.ResultTables;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A result as text for a terminal of at least 80 columns: what decides, notes, and the verdict
/// last.
public final class TerminalText {
    /// The longest line, unless all columns are wanted.
    static final int WIDTH = 79;

    /// How much detail a table has, from all to the least; the first that fits is shown.
    private static final int MOST_DETAIL = 3;

    private static final int LONGEST_NAME = 30;

    private final ComparisonResult comparison;
    private final UnaryOperator<String> letters;
    private final StringBuilder text = new StringBuilder();

    private TerminalText(ComparisonResult comparison, boolean unicode) {
        this.comparison = comparison;
        this.letters = unicode ? UnaryOperator.identity() : TextFormat::ascii;
    }

    /// The text.
    ///
    /// @param wide whether the tables have all columns
    /// @param unicode whether the terminal has other letters than ASCII's
    public static String of(ComparisonResult comparison, boolean wide, boolean unicode) {
        return new TerminalText(comparison, unicode).text(wide);
    }

    private String text(boolean wide) {
        List<ComparableRows> workloads = ComparableRows.of(comparison);
        if (!wide) {
            workloads.forEach(this::summary);
        } else if (!workloads.isEmpty()) {
            text.append(aligned(ResultTables.rows(comparison), 2));
            Notes.dashes(comparison).ifPresent(this::sentence);
            ResultTables.calibrations(comparison)
                    .ifPresent(table -> text.append(aligned(table, 1)));
        }
        CapacityResult capacity = comparison.capacity();
        if (capacity != null && wide) {
            text.append(aligned(ResultTables.capacity(capacity), 1));
        } else if (capacity != null) {
            CapacitySection.lead(capacity).forEach(this::sentence);
        }
        if (comparison.crossover() != null) {
            CrossoverSection.lead(comparison.crossover()).forEach(this::sentence);
        }
        if (comparison.link() != null) {
            sentence(TextFormat.capitalized(comparison.link().sentence()) + ".");
        }
        Notes.of(comparison).forEach(note -> sentence("! " + note));
        for (ComparableRows rows : workloads) {
            if (!rows.workload().isQuiet()) {
                String prefix = workloads.size() == 1 ? "" : rows.workload().id() + ": ";
                Verdict.of(Standings.of(rows), comparison, Texts.ENGLISH)
                        .forEach(line -> sentence(prefix + line));
                String detectable = DifferencesSection.detectable(rows);
                if (!detectable.isEmpty()) {
                    sentence(prefix + detectable);
                }
            }
        }
        return text.toString();
    }

    /// The workload in a sentence, and a table of its rows without the A/A rows.
    private void summary(ComparableRows workload) {
        sentence(Heading.of(workload, comparison));
        Standings standings = Standings.of(workload);
        String table = "";
        for (int detail = MOST_DETAIL; detail >= 0; detail--) {
            table = aligned(table(standings, detail), 1);
            if (table.lines().allMatch(line -> line.length() <= WIDTH)) {
                break;
            }
        }
        text.append(table);
    }

    /// The table of a workload with all its details.
    static Block.Table table(Standings standings) {
        return table(standings, MOST_DETAIL);
    }

    private static Block.Table table(Standings standings, int detail) {
        boolean quiet = standings.rows().stream().anyMatch(row -> row.workload().isQuiet());
        String unit = quiet ? "/conn/s" : detail == 0 ? "" : "/msg";
        return Block.Table.of(
                List.of(
                        column("transport", row -> shortened(row.id())),
                        column("p50 ms", row -> plusMinus(row, Figure.MEDIAN, detail > 0)),
                        column("p99 ms", row -> shown(row, Figure.P99, "none")),
                        column("bytes" + unit, row -> shown(row, Figure.BYTES, "-")),
                        column("CPU µs" + unit, row -> range(row, Figure.CPU, detail > 1)),
                        column("against the best", row -> compared(standings, row, detail))),
                standings.rows());
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "~";
    }

    private static String shown(Row row, Figure figure, String otherwise) {
        return figure.shown(row).stream()
                .mapToObj(TextFormat::brief)
                .findFirst()
                .orElse(row.merged() == null ? "failed" : otherwise);
    }

    /// `3.1 ±0.2`: the value of all runs, and how far the run farthest from it is away.
    private static String plusMinus(Row row, Figure figure, boolean detailed) {
        String value = shown(row, figure, "none");
        List<Double> runs = row.values(run -> figure.of(run) * figure.scale());
        if (!detailed || runs.size() < 2 || figure.shown(row).isEmpty()) {
            return value;
        }
        double middle = figure.shown(row).getAsDouble();
        double most = runs.stream().mapToDouble(run -> Math.abs(run - middle)).max().orElse(0);
        int digits = value.contains(".") ? value.length() - value.indexOf('.') - 1 : 0;
        String spread = TextFormat.fixed(digits, most);
        boolean less = Double.parseDouble(spread) == 0;
        return value + " ±" + (less ? TextFormat.fixed(digits + 1, most) : spread);
    }

    /// `21 (20-47)`: the median of the runs, the least and the most.
    private static String range(Row row, Figure figure, boolean detailed) {
        List<Double> runs = row.values(run -> figure.of(run) * figure.scale());
        String value = shown(row, figure, "-");
        if (!detailed || runs.size() < 2) {
            return value;
        }
        Spread spread = Spread.of(runs);
        return "%s (%s-%s)"
                .formatted(
                        value, TextFormat.brief(spread.least()), TextFormat.brief(spread.most()));
    }

    /// `161× p50, 3.4× bytes`: the largest factors by which a row is above the best ones.
    private static String compared(Standings standings, Row row, int detail) {
        if (row.workload().isQuiet() || !row.isComparable()) {
            return "not compared";
        }
        List<Standing> drawbacks = standings.drawbacks(row);
        if (!drawbacks.isEmpty()) {
            return drawbacks.stream()
                    .limit(detail > 2 ? 2 : 1)
                    .map(each ->
                            TextFormat.brief(each.material())
                                    + "× "
                                    + Texts.of("verdict.figure." + each.figure().name()))
                    .collect(Collectors.joining(", "));
        }
        boolean decided = Standings.DECIDING.stream().anyMatch(standings::isDecided);
        return !decided
                ? "undecided"
                : standings.chosen().size() > 1 ? "too close to call" : "best";
    }

    private void sentence(String words) {
        text.append(TextFormat.wrapped(letters.apply(words), WIDTH, "  "));
    }

    /// @param names how many columns on the left are aligned to the left; so is the last one
    private String aligned(Block.Table table, int names) {
        List<List<String>> lines = new ArrayList<>();
        Stream.concat(Stream.of(table.headings()), table.rows().stream())
                .forEach(line -> lines.add(line.stream().map(letters).toList()));
        int columns = table.headings().size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder all = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String space = " ".repeat(widths[i] - line.get(i).length());
                boolean left = i < names || i == columns - 1;
                row.append(left ? line.get(i) + space : space + line.get(i)).append("  ");
            }
            all.append(row.toString().stripTrailing()).append('\n');
        }
        return all.toString();
    }
}
