package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.result.Table;
import dev.wirelab.load.stats.Decision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A comparison as a page: the verdict, then for each workload what it rests on, then what one must
/// know to believe it.
public final class ComparisonPage {
    private final ComparisonResult comparison;
    private final Path folder;
    private final List<Page.Section> sections = new ArrayList<>();

    private ComparisonPage(ComparisonResult comparison, Path folder) {
        this.comparison = comparison;
        this.folder = folder;
    }

    /// The page of a comparison.
    ///
    /// @param folder where its files are; curves of rows whose histograms are not there are left
    ///   out
    public static Page of(ComparisonResult comparison, Path folder) {
        return new ComparisonPage(comparison, folder).page();
    }

    private Page page() {
        List<Judged> workloads = Judged.of(comparison);
        warnings();
        for (Judged judged : workloads) {
            latency(judged);
            cost(judged);
            section(heading(judged, "Theory beside measurement"), TheorySection.of(judged));
            decisions(judged);
        }
        section("What a connection that waits costs", IdleSection.of(comparison));
        section("How far each wire carries the objective", CapacitySection.of(comparison));
        section("Which wire is cheapest where", CrossoverSection.of(comparison));
        if (!comparison.rows().isEmpty()) {
            table();
        }
        section("The machine", EnvironmentSection.of(comparison));
        section("What is not in these numbers", EnvironmentSection.caveats());
        files();
        return new Page(title(), lead(workloads), sections);
    }

    private String title() {
        String date = comparison.started().replaceFirst("T.*", "");
        if (comparison.capacity() != null) {
            return "How far each wire carries %s, %s"
                    .formatted(comparison.capacity().objective(), date);
        }
        if (comparison.rows().isEmpty() && comparison.crossover() != null) {
            return "Which wire is cheapest where, " + date;
        }
        long transports = comparison.rows().stream().map(Row::transport).distinct().count();
        return "The same work on %d wires, %s".formatted(transports, date);
    }

    private List<String> lead(List<Judged> workloads) {
        if (comparison.capacity() != null) {
            return CapacitySection.lead(comparison);
        }
        if (comparison.rows().isEmpty() && comparison.crossover() != null) {
            return List.of(
                    "Maps of the cheapest wire over rate and readers, for each size of text and poll"
                            + " interval of the sweep; the errors of the fits stand beside them.");
        }
        return workloads.stream()
                .filter(judged -> !judged.workload().isQuiet())
                .findFirst()
                .map(Verdict::of)
                .orElse(
                        List.of(
                                "Nothing was said in this comparison: it tells of connections that wait."));
    }

    private void warnings() {
        List<Block> notes = new ArrayList<>();
        Table.notes(comparison).forEach(note -> notes.add(new Block.Warning(note)));
        section("Read this first", notes);
    }

    private void latency(Judged judged) {
        if (judged.workload().isQuiet()) {
            return; // The roll call's latencies are among all rows.
        }
        List<Block> blocks = new ArrayList<>();
        Timing timing = judged.workload().timing();
        blocks.add(
                new Block.Text(
                        "%s. Measured for %s s after a warm-up of %s s, %d times; short polls every %d ms, long polls wait up to %d s."
                                .formatted(
                                        capital(judged.workload().sentence()),
                                        Numbers.plain(timing.durationMillis() / 1e3),
                                        Numbers.plain(timing.warmUpMillis() / 1e3),
                                        comparison.repeats(),
                                        timing.pollIntervalMillis(),
                                        timing.pollWaitSeconds())));
        blocks.add(
                new Block.Figure(
                        Curves.of(folder, judged.all()),
                        "From the moment a message was due to its arrival at a reader, all runs of a row"
                                + " together. A line that lies lower is faster; how far apart two equal"
                                + " rows come to lie is to be seen where a row has a twin (-again)."));
        blocks.add(
                new Block.Table(
                        List.of("row", "p50 ms", "of the runs", "p90", "p99", "p99.9", "max"),
                        judged.all().stream().map(ComparisonPage::latencies).toList()));
        section(heading(judged, "Latency"), blocks);
    }

    private static List<String> latencies(Row row) {
        Merged merged = row.merged();
        if (merged == null) {
            return List.of(row.id(), "failed", "", "", "", "", "");
        }
        Percentiles delivery = merged.latency(Quantity.DELIVERY);
        Spread medians = merged.figures().get(Figures.DELIVERY_P50);
        return List.of(
                row.id(),
                millis(delivery.p50()),
                medians == null
                        ? ""
                        : millis(Math.round(medians.least()))
                                + " to "
                                + millis(Math.round(medians.most())),
                millis(delivery.p90()),
                millis(delivery.p99()),
                millis(delivery.p999()),
                millis(delivery.max()));
    }

    private void cost(Judged judged) {
        if (judged.workload().isQuiet()) {
            return; // Nothing is delivered that a cost could be divided by.
        }
        LedgerBars bars = LedgerBars.of(judged.all());
        List<List<String>> cells = new ArrayList<>();
        for (Row row : judged.all()) {
            Merged merged = row.merged();
            if (merged != null && merged.figures().containsKey(Figures.BYTES_UP)) {
                cells.add(
                        List.of(
                                row.id(),
                                Numbers.plain(median(merged, Figures.BYTES_UP)),
                                Numbers.plain(median(merged, Figures.BYTES_DOWN)),
                                Numbers.plain(median(merged, Figures.REQUESTS)),
                                Numbers.plain(median(merged, Figures.CPU_MICROS)),
                                Numbers.plain(median(merged, Figures.ALLOCATED))));
            }
        }
        if (!bars.isEmpty()) {
            section(
                    heading(judged, "What a delivered message costs"),
                    List.of(
                            new Block.Figure(
                                    bars.chart(),
                                    "Everything that passed the lab's sockets while it was measured: heads,"
                                            + " framing, empty polls, the publisher's share. All runs of a row together."),
                            bars.table(),
                            new Block.Table(
                                    List.of(
                                            "row",
                                            "bytes up",
                                            "bytes down",
                                            "requests",
                                            "lab's CPU, µs",
                                            "lab allocates, bytes"),
                                    cells)));
        }
    }

    private void decisions(Judged judged) {
        if (judged.rows().size() < 2 || judged.workload().isQuiet()) {
            return;
        }
        List<List<String>> cells = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Decision decision : judged.sitting(measure).pairs()) {
                cells.add(List.of(measure.title(), pair(decision), Verdict.cell(decision)));
            }
        }
        String floors =
                Arrays.stream(Measure.values())
                        .map(measure -> measure.title() + " " + floor(judged, measure))
                        .collect(Collectors.joining(", "));
        section(
                heading(judged, "Which differences were found"),
                List.of(
                        new Block.Text(
                                "A difference is told only if the confidence interval of the ratio of the runs'"
                                        + " values leaves 1 out and the ratio is farther from 1 than that of any"
                                        + " A/A pair; at most 5 of 100 comparisons of equal rows would tell one."
                                        + " Where none was found, one within the interval in brackets may hide."
                                        + " Noise floor: "
                                        + floors
                                        + "."),
                        new Block.Table(List.of("measure", "rows", "what was found"), cells)));
    }

    private static String floor(Judged judged, Measure measure) {
        var floor = judged.sitting(measure).floor();
        return floor.isPresent() ? Numbers.percentAbove(floor.getAsDouble()) : "not measured";
    }

    private static String pair(Decision decision) {
        return switch (decision) {
            case Decision.Lower lower -> lower.lower() + ", " + lower.higher();
            case Decision.NotFound none -> none.first() + ", " + none.second();
            case Decision.Undecided undecided -> undecided.first() + ", " + undecided.second();
        };
    }

    private void table() {
        List<Block> all = new ArrayList<>();
        all.add(new Block.Table(Table.HEADINGS, Table.cells(comparison)));
        Table.dashes(comparison).ifPresent(words -> all.add(new Block.Text(words)));
        section("All rows", all);
        List<List<String>> spans = new ArrayList<>();
        for (Row row : comparison.rows()) {
            Merged merged = row.merged();
            for (Quantity quantity : Quantity.values()) {
                if (merged != null && merged.latency(quantity).count() > 0) {
                    Percentiles span = merged.latency(quantity);
                    spans.add(
                            List.of(
                                    row.folder(),
                                    quantity.id(),
                                    Long.toString(span.count()),
                                    millis(span.p50()),
                                    millis(span.p90()),
                                    millis(span.p99()),
                                    millis(span.p999()),
                                    millis(span.max())));
                }
            }
        }
        section(
                "All spans, in milliseconds",
                List.of(
                        new Block.Table(
                                List.of(
                                        "row", "span", "count", "p50", "p90", "p99", "p99.9",
                                        "max"),
                                spans)));
    }

    private void files() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Text(
                        "docs/measuring.md says how to compute these numbers again from the files. The same"
                                + " page as text is report.md."));
        for (Row row : comparison.rows()) {
            List<Block.Link> links = new ArrayList<>();
            if (row.merged() != null) {
                row.merged()
                        .files()
                        .forEach(
                                file -> links.add(new Block.Link(file, row.folder() + "/" + file)));
            }
            row.runs()
                    .forEach(run -> {
                        if (run.result() != null
                                && run.result().files().contains("gatling/index.html")) {
                            links.add(
                                    new Block.Link(
                                            "Gatling's report of run " + run.repeat(),
                                            run.folder() + "/gatling/index.html"));
                        }
                    });
            blocks.add(new Block.Links(row.folder(), links));
        }
        section("Files", blocks);
    }

    private String heading(Judged judged, String what) {
        long workloads =
                comparison.rows().stream().map(row -> row.workload().folder()).distinct().count();
        return workloads == 1 ? what : judged.workload().folder() + ": " + what;
    }

    private void section(String heading, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            sections.add(new Page.Section(heading, blocks));
        }
    }

    private static double median(Merged merged, String figure) {
        Spread spread = merged.figures().get(figure);
        return spread == null ? Double.NaN : spread.median();
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1e3);
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
