package dev.wirelab.load.table;

import static dev.wirelab.load.text.TextFormat.fixed;
import static dev.wirelab.load.text.TextFormat.millis;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Lateness;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.result.Spread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of a comparison as text cells, and notes on them.
public final class Table {
    /// The headings of the columns.
    public static final List<String> HEADINGS =
            List.of(
                    "workload",
                    "row",
                    "poll s",
                    "runs",
                    "expected",
                    "delivered",
                    "lost",
                    "duplicated",
                    "out of order",
                    "p50 ms",
                    "of repeats",
                    "p99 ms",
                    "max ms",
                    "bytes up/msg",
                    "bytes down/msg",
                    "requests/msg",
                    "CPU us/msg",
                    "injector-bound");

    private static final String NOT_MEASURED = "not measured";

    /// The cell of a value that does not exist.
    private static final String NONE = "-";

    private Table() {}

    /// The cells of each row.
    public static List<List<String>> cells(ComparisonResult comparison) {
        return comparison.rows().stream().map(Table::cells).toList();
    }

    private static List<String> cells(Row row) {
        List<String> cells =
                new ArrayList<>(
                        List.of(row.workload().folder(), row.id(), row.pollSeconds().orElse(NONE)));
        Merged merged = row.merged();
        if (merged == null) {
            cells.add("failed");
            cells.addAll(Collections.nCopies(HEADINGS.size() - cells.size(), NONE));
            return cells;
        }
        Percentiles delivery = merged.latency(Quantity.DELIVERY);
        boolean quiet = row.workload().isQuiet();
        cells.addAll(
                List.of(
                        Integer.toString(merged.runs()),
                        Long.toString(merged.tally().expected()),
                        Long.toString(merged.tally().delivered()),
                        Long.toString(merged.tally().lost()),
                        Long.toString(merged.tally().duplicated()),
                        Long.toString(merged.tally().outOfOrder()),
                        span(delivery, delivery.p50()),
                        repeats(merged.figures().get(Figures.DELIVERY_P50)),
                        span(delivery, delivery.p99()),
                        span(delivery, delivery.max()),
                        median(1, merged, Figures.BYTES_UP, quiet),
                        median(1, merged, Figures.BYTES_DOWN, quiet),
                        median(4, merged, Figures.REQUESTS, quiet),
                        median(2, merged, Figures.CPU_MICROS, quiet),
                        Lateness.cell(row)));
        return cells;
    }

    private static String span(Percentiles of, long micros) {
        return of.count() == 0 ? NONE : millis(micros);
    }

    private static String repeats(@Nullable Spread micros) {
        return micros == null ? NONE : millis(micros.least()) + " to " + millis(micros.most());
    }

    private static String median(int digits, Merged merged, String figure, boolean quiet) {
        Spread spread = merged.figures().get(figure);
        return spread == null ? (quiet ? NONE : NOT_MEASURED) : fixed(digits, spread.median());
    }

    /// The meaning of a dash; empty if no row needs it.
    public static Optional<String> dashes(ComparisonResult comparison) {
        return comparison.rows().stream().anyMatch(row -> row.workload().isQuiet())
                ? Optional.of(
                        "A dash in an idle row: no message is published while it is measured, so there is"
                                + " no delivery to divide by. Its latency is that of the messages"
                                + " afterwards that check the connections.")
                : Optional.empty();
    }

    /// Notes that a reader of the rows must know, one sentence each.
    public static List<String> notes(ComparisonResult comparison) {
        List<String> notes = new ArrayList<>();
        for (Row row : comparison.rows()) {
            for (Run run : row.runs()) {
                if (run.result() == null) {
                    notes.add(run.folder() + " failed: " + run.failure());
                } else {
                    notes(run.folder(), run.result(), notes);
                }
            }
            row.flaw()
                    .filter(_ -> row.isComplete())
                    .map(flaw -> row.folder() + " is not compared with the others: " + flaw + ".")
                    .ifPresent(notes::add);
        }
        Lateness.note(comparison.rows()).ifPresent(notes::add);
        Lateness.answerBound(comparison.rows()).ifPresent(notes::add);
        if (comparison.partial()) {
            notes.add("This comparison was cut off; not every run was made.");
        }
        return notes;
    }

    private static void notes(String name, RunResult run, List<String> notes) {
        if (run.state() != RunState.COMPLETE) {
            String state = run.state().name().toLowerCase(Locale.ROOT);
            notes.add("%s is %s: %s.".formatted(name, state, run.problem()));
        }
        if (run.publishing().refused() > 0) {
            notes.add(
                    "%s: the lab refused %d commands; the first: %s."
                            .formatted(
                                    name,
                                    run.publishing().refused(),
                                    run.publishing().firstRefusal()));
        }
        if (run.readersEndedEarly() > 0) {
            notes.add(
                    "%s: %d virtual users ended early; the first: %s."
                            .formatted(name, run.readersEndedEarly(), run.firstEnding()));
        }
        if (run.clockOddities() > 0) {
            notes.add("%s: %d spans were negative.".formatted(name, run.clockOddities()));
        }
    }
}
