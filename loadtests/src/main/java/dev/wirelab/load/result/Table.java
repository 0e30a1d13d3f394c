package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The comparison as rows of text cells, the same for the terminal, CSV and Markdown.
final class Table {
    /// The headings of the columns.
    static final List<String> HEADINGS =
            List.of(
                    "transport",
                    "expected",
                    "delivered",
                    "lost",
                    "duplicated",
                    "out of order",
                    "p50 ms",
                    "p99 ms",
                    "max ms",
                    "bytes up/msg",
                    "bytes down/msg",
                    "requests/msg");

    private static final String NOT_MEASURED = "not measured";

    private Table() {}

    /// The cells of each row.
    static List<List<String>> cells(ComparisonResult comparison) {
        return comparison.rows().stream().map(Table::cells).toList();
    }

    private static List<String> cells(Row row) {
        RunResult run = row.result();
        if (run == null || run.latency(Quantity.DELIVERY).count() == 0) {
            List<String> empty = new ArrayList<>();
            empty.add(row.folder());
            while (empty.size() < HEADINGS.size()) {
                empty.add(empty.size() == 1 ? "failed" : "-");
            }
            return List.copyOf(empty);
        }
        Percentiles delivery = run.latency(Quantity.DELIVERY);
        return List.of(
                row.folder(),
                Long.toString(run.tally().expected()),
                Long.toString(run.tally().delivered()),
                Long.toString(run.tally().lost()),
                Long.toString(run.tally().duplicated()),
                Long.toString(run.tally().outOfOrder()),
                millis(delivery.p50()),
                millis(delivery.p99()),
                millis(delivery.max()),
                number("%.1f", run.bytesUpPerMessage()),
                number("%.1f", run.bytesDownPerMessage()),
                number("%.4f", run.requestsPerMessage()));
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1000.0);
    }

    private static String number(String format, OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, format, value.getAsDouble())
                : NOT_MEASURED;
    }

    /// What must be known to read the rows, a sentence each.
    static List<String> notes(ComparisonResult comparison) {
        List<String> notes = new ArrayList<>();
        for (Row row : comparison.rows()) {
            RunResult run = row.result();
            if (run == null) {
                notes.add(row.folder() + " failed: " + row.failure());
            } else {
                notes(row.folder(), run, notes);
            }
        }
        if (comparison.partial()) {
            notes.add("This comparison was cut off; not every transport was measured.");
        }
        return notes;
    }

    private static void notes(String name, RunResult run, List<String> notes) {
        if (run.state() != RunState.COMPLETE) {
            String state = run.state().name().toLowerCase(Locale.ROOT);
            notes.add(name + " is " + state + ": " + run.problem() + ".");
        }
        if (run.isInjectorBound()) {
            notes.add(
                    name
                            + " is injector-bound: the load program itself was late (p99 "
                            + millis(
                                    Math.max(
                                            run.latency(Quantity.INJECTOR_LAG).p99(),
                                            run.latency(Quantity.LOOP_LAG).p99()))
                            + " ms, bound "
                            + millis(RunResult.INJECTOR_BOUND_MICROS)
                            + " ms); its latencies tell of the load program too.");
        }
        if (run.isAnswerBound()) {
            notes.add(
                    name
                            + ": the publisher waited for the lab's answers (send delay p99 "
                            + millis(run.latency(Quantity.SEND_DELAY).p99())
                            + " ms); its latencies contain that.");
        }
        if (run.tally().altered() > 0 || run.tally().gaps() > 0) {
            notes.add(
                    name
                            + ": "
                            + run.tally().altered()
                            + " messages were altered, readers were told of "
                            + run.tally().gaps()
                            + " gaps.");
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
