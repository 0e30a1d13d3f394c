package dev.wirelab.load.result;

import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Numbers;
import dev.wirelab.load.plan.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The comparison as a page for a person who was not there.
final class MarkdownReport {
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
        line("# The same work on %d wires".formatted(transports()));
        line("");
        workloads();
        line("");
        table(Table.HEADINGS, Table.cells(comparison));
        line("");
        line(
                "Latencies are of all runs of a row together; bytes, requests and CPU are the median of its runs.");
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

    private long transports() {
        return comparison.rows().stream().map(Row::transport).distinct().count();
    }

    private void workloads() {
        comparison.rows().stream()
                .map(Row::workload)
                .distinct()
                .forEach(workload -> {
                    Timing timing = workload.timing();
                    line("- **%s**: %s".formatted(workload.id(), workload.sentence()));
                    line(
                            ("  (measured for %s s after a warm-up of %s s; short polls every %d ms;"
                                            + " a long poll may wait %d s)")
                                    .formatted(
                                            Numbers.plain(timing.durationMillis() / 1000.0),
                                            Numbers.plain(timing.warmUpMillis() / 1000.0),
                                            timing.pollIntervalMillis(),
                                            timing.pollWaitSeconds()));
                });
        line("");
        line(
                "%d runs a row, measured from %s to %s."
                        .formatted(
                                comparison.repeats(), comparison.started(), comparison.finished()));
        line("The lab: %s.".formatted(comparison.target()));
    }

    private void latencies() {
        line("");
        line("## All spans, in milliseconds, all runs of a row together");
        line("");
        List<List<String>> cells = new ArrayList<>();
        for (Row row : comparison.rows()) {
            Merged merged = row.merged();
            if (merged != null) {
                for (Quantity quantity : Quantity.values()) {
                    if (merged.latency(quantity).count() > 0) {
                        cells.add(span(row.folder(), quantity, merged.latency(quantity)));
                    }
                }
            }
        }
        table(List.of("row", "span", "count", "p50", "p90", "p99", "p99.9", "max"), cells);
    }

    private static List<String> span(String name, Quantity quantity, Percentiles span) {
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
            for (Run run : row.runs()) {
                RunResult result = run.result();
                if (result != null && result.meters() != null) {
                    cells.add(cost(run.folder(), result, result.meters()));
                }
            }
        }
        if (cells.isEmpty()) {
            line("Not measured: this lab shows no meters.");
            return;
        }
        table(
                List.of(
                        "run",
                        "seconds",
                        "bytes up",
                        "bytes down",
                        "requests",
                        "empty polls",
                        "commands",
                        "events",
                        "CPU µs/msg",
                        "allocated/msg"),
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
                number("%.2f", run.cpuMicrosPerMessage()),
                number("%.0f", run.allocatedBytesPerMessage()));
    }

    private void environment() {
        Environment here = comparison.environment();
        line("");
        line("## The machine");
        line("");
        line(
                "- %s, %d cores seen by the JVM, %d MiB, %s"
                        .formatted(
                                here.cpu(), here.cores(), here.memoryBytes() >> 20, here.kernel()));
        line(
                "- %s; heap of at most %d MiB; options of the runs: %s; of the lab: %s"
                        .formatted(
                                here.java(),
                                here.maxHeapBytes() >> 20,
                                String.join(" ", here.loadFlags()),
                                flags(here.labFlags())));
        line(
                "- Wirelab %s, commit %s; %s"
                        .formatted(here.version(), here.commit(), new TreeMap<>(here.libraries())));
        line(
                "- load average before it began: "
                        + String.format(Locale.ROOT, "%.2f", here.loadAverage()));
        line("- load program and lab share this machine unless the lab is elsewhere");
    }

    private static String flags(@Nullable List<String> flags) {
        return flags == null
                ? "not known"
                : flags.isEmpty() ? "none, as `./lab` starts it" : String.join(" ", flags);
    }

    private void files() {
        line("");
        line("## Files");
        line("");
        for (Row row : comparison.rows()) {
            if (row.merged() != null) {
                links(row.folder(), row.merged().files());
            }
            for (Run run : row.runs()) {
                if (run.result() != null) {
                    links(run.folder(), run.result().files());
                }
            }
        }
    }

    private void links(String folder, List<String> names) {
        line(
                "- %s: %s"
                        .formatted(
                                folder,
                                names.stream()
                                        .map(name -> "[%s](%s/%s)".formatted(name, folder, name))
                                        .collect(Collectors.joining(", "))));
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

    private static String number(String format, OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, format, value.getAsDouble())
                : "not measured";
    }
}
