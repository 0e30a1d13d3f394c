package dev.wirelab.load.result;

import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.FanOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The comparison as a page for a person who was not there.
final class MarkdownReport {
    private static final List<Quantity> DETAILS =
            List.of(
                    Quantity.DELIVERY,
                    Quantity.DELIVERY_FROM_SENT,
                    Quantity.SEND_DELAY,
                    Quantity.INJECTOR_LAG,
                    Quantity.LOOP_LAG,
                    Quantity.ACKNOWLEDGEMENT,
                    Quantity.ACKNOWLEDGEMENT_FROM_INTENDED);

    private final ComparisonResult comparison;
    private final StringBuilder page = new StringBuilder();

    private MarkdownReport(ComparisonResult comparison) {
        this.comparison = comparison;
    }

    static String of(ComparisonResult comparison) {
        MarkdownReport report = new MarkdownReport(comparison);
        report.write();
        return report.page.toString();
    }

    private void write() {
        line("# One workload on %d wires".formatted(comparison.rows().size()));
        line("");
        workload();
        line("");
        table(Table.HEADINGS, Table.cells(comparison));
        line("");
        line(
                "Latency runs from the moment a message was *intended* to be sent to its arrival at a");
        line("reader. Bytes are those of the lab's sockets, everything included, from the first");
        line(
                "measured message to the last arrival, divided by delivered messages; so are requests.");
        List<String> notes = Table.notes(comparison);
        if (!notes.isEmpty()) {
            line("");
            notes.forEach(note -> line("- **%s**".formatted(note)));
        }
        latencies();
        costs();
        environment();
        files();
    }

    private void workload() {
        FanOut workload = comparison.workload();
        line(
                "Fan-out: %d readers in one group, one publisher, %s messages a second of %d bytes,"
                        .formatted(
                                workload.readers(), plain(workload.rate()), workload.textBytes()));
        line(
                ("measured for %s s after a warm-up of %s s. Short polls every %d ms; a long poll may wait"
                                + " %d s.")
                        .formatted(
                                plain(workload.durationMillis() / 1000.0),
                                plain(workload.warmUpMillis() / 1000.0),
                                workload.pollIntervalMillis(),
                                workload.pollWaitSeconds()));
        line("Measured from %s to %s.".formatted(comparison.started(), comparison.finished()));
        line("The lab: %s.".formatted(comparison.target()));
    }

    private void latencies() {
        line("");
        line("## All spans, in milliseconds");
        line("");
        List<List<String>> cells = new ArrayList<>();
        for (Row row : comparison.rows()) {
            RunResult run = row.result();
            if (run != null) {
                DETAILS.forEach(quantity -> cells.add(span(row.folder(), quantity, run)));
            }
        }
        table(List.of("transport", "span", "count", "p50", "p90", "p99", "p99.9", "max"), cells);
    }

    private static List<String> span(String name, Quantity quantity, RunResult run) {
        Percentiles span = run.latency(quantity);
        return List.of(
                name,
                quantity.id(),
                Long.toString(span.count()),
                millis(span.p50()),
                millis(span.p90()),
                millis(span.p99()),
                millis(span.p999()),
                millis(span.max()));
    }

    private void costs() {
        line("");
        line("## What the lab's meters moved while it measured");
        line("");
        List<List<String>> cells = new ArrayList<>();
        for (Row row : comparison.rows()) {
            RunResult run = row.result();
            if (run != null && run.meters() != null) {
                cells.add(cost(row.folder(), run, run.meters()));
            }
        }
        if (cells.isEmpty()) {
            line("Not measured: this lab shows no meters.");
            return;
        }
        table(
                List.of(
                        "transport",
                        "seconds",
                        "bytes up",
                        "bytes down",
                        "requests",
                        "empty polls",
                        "commands",
                        "events",
                        "CPU µs/msg"),
                cells);
    }

    private static List<String> cost(String name, RunResult run, Meters meters) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.2f", meters.stampNanos() / 1e9),
                Long.toString(meters.bytesIn()),
                Long.toString(meters.bytesOut()),
                Long.toString(meters.requests()),
                Long.toString(meters.emptyPolls()),
                Long.toString(meters.commands()),
                Long.toString(meters.eventsDelivered()),
                run.cpuMicrosPerMessage().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.2f", run.cpuMicrosPerMessage().getAsDouble())
                        : "not measured");
    }

    private void environment() {
        Environment here = comparison.environment();
        line("");
        line("## The machine");
        line("");
        line(
                "- %s, %d cores seen by the JVM, %s"
                        .formatted(here.cpu(), here.cores(), here.system()));
        line("- %s; Gatling %s; Wirelab %s".formatted(here.java(), here.gatling(), here.version()));
        line(
                "- load average before it began: "
                        + String.format(Locale.ROOT, "%.2f", here.loadAverage()));
        line("- load program and lab share this machine unless the lab is elsewhere");
    }

    private void files() {
        line("");
        line("## Files");
        line("");
        for (Row row : comparison.rows()) {
            RunResult run = row.result();
            if (run != null) {
                line(
                        "- %s: %s"
                                .formatted(
                                        row.folder(),
                                        run.files().stream()
                                                .map(file ->
                                                        "[%s](%s/%s)"
                                                                .formatted(
                                                                        file, row.folder(), file))
                                                .collect(Collectors.joining(", "))));
            }
        }
    }

    private void table(List<String> headings, List<List<String>> cells) {
        line("| %s |".formatted(String.join(" | ", headings)));
        line("|%s".formatted(" --- |".repeat(headings.size())));
        cells.forEach(row -> line("| %s |".formatted(String.join(" | ", row))));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1000.0);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
