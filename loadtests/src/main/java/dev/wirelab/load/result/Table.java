package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The comparison as rows of text cells, the same for the terminal, CSV and Markdown.
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

    /// Where a row has nothing to tell.
    private static final String NONE = "-";

    private Table() {}

    /// The cells of each row.
    public static List<List<String>> cells(ComparisonResult comparison) {
        return comparison.rows().stream().map(Table::cells).toList();
    }

    private static List<String> cells(Row row) {
        Merged merged = row.merged();
        if (merged == null) {
            List<String> empty =
                    new ArrayList<>(
                            List.of(
                                    row.workload().folder(),
                                    row.id(),
                                    row.pollSeconds().orElse(NONE),
                                    "failed"));
            while (empty.size() < HEADINGS.size()) {
                empty.add(NONE);
            }
            return List.copyOf(empty);
        }
        Percentiles delivery = merged.latency(Quantity.DELIVERY);
        boolean quiet = row.workload().isQuiet();
        return List.of(
                row.workload().folder(),
                row.id(),
                row.pollSeconds().orElse(NONE),
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
                median("%.1f", merged, Figures.BYTES_UP, quiet),
                median("%.1f", merged, Figures.BYTES_DOWN, quiet),
                median("%.4f", merged, Figures.REQUESTS, quiet),
                median("%.2f", merged, Figures.CPU_MICROS, quiet),
                Lateness.cell(row));
    }

    private static String span(Percentiles of, long micros) {
        return of.count() == 0 ? "-" : millis(micros);
    }

    /// From the least to the most of the repeats, in milliseconds.
    private static String repeats(@Nullable Spread micros) {
        return micros == null
                ? "-"
                : millis(Math.round(micros.least())) + " to " + millis(Math.round(micros.most()));
    }

    private static String median(String format, Merged merged, String figure, boolean quiet) {
        Spread spread = merged.figures().get(figure);
        if (spread == null) {
            return quiet ? NONE : NOT_MEASURED;
        }
        return String.format(Locale.ROOT, format, spread.median());
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1000.0);
    }

    /// What a dash stands for; nothing if no row needs it.
    public static Optional<String> dashes(ComparisonResult comparison) {
        return comparison.rows().stream().anyMatch(row -> row.workload().isQuiet())
                ? Optional.of(
                        "A dash in an idle row: nothing is said while it is measured, so there is no"
                                + " delivered message to divide by; its latency is that of the roll call"
                                + " afterwards.")
                : Optional.empty();
    }

    /// What must be known to read the rows, a sentence each.
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
        Lateness.waited(comparison.rows()).ifPresent(notes::add);
        if (comparison.partial()) {
            notes.add("This comparison was cut off; not every run was made.");
        }
        return notes;
    }

    private static void notes(String name, RunResult run, List<String> notes) {
        if (run.state() != RunState.COMPLETE) {
            String state = run.state().name().toLowerCase(Locale.ROOT);
            notes.add(name + " is " + state + ": " + run.problem() + ".");
        }
        if (run.publishing().refused() > 0) {
            notes.add(
                    name
                            + ": the lab refused "
                            + run.publishing().refused()
                            + " commands; the first: "
                            + run.publishing().firstRefusal()
                            + ".");
        }
        if (run.readersEndedEarly() > 0) {
            notes.add(
                    name
                            + ": "
                            + run.readersEndedEarly()
                            + " virtual users ended early; the first: "
                            + run.firstEnding()
                            + ".");
        }
        if (run.clockOddities() > 0) {
            notes.add(name + ": " + run.clockOddities() + " spans came out negative.");
        }
    }
}
