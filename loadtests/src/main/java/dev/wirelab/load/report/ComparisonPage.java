package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
            section(heading(judged, "Latency"), LatencySection.of(judged, comparison, folder));
            section(heading(judged, "Lost connections"), StormSection.of(judged));
            section(heading(judged, "What a delivered message costs"), CostSection.of(judged));
            section(heading(judged, "Theory beside measurement"), TheorySection.of(judged));
            section(heading(judged, "Which differences were found"), DifferencesSection.of(judged));
        }
        section("What a connection that waits costs", IdleSection.of(comparison));
        section("How far each wire carries the objective", CapacitySection.of(comparison));
        section("Which wire is cheapest where", CrossoverSection.of(comparison));
        if (!comparison.rows().isEmpty()) {
            table();
        }
        section("The machine", EnvironmentSection.of(comparison));
        section("What is not in these numbers", EnvironmentSection.caveats());
        section("Files", FilesSection.of(comparison));
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
                .map(judged -> Verdict.of(judged, among(judged)))
                .orElse(
                        List.of(
                                "Nothing was said in this comparison: it tells of connections that wait."));
    }

    /// Which of several workloads the verdict is of.
    private String among(Judged judged) {
        return heading(judged, "").isEmpty() ? "" : "in " + judged.workload().id() + ": ";
    }

    private void warnings() {
        List<Block> notes = new ArrayList<>();
        Table.notes(comparison).forEach(note -> notes.add(new Block.Warning(note)));
        section("Read this first", notes);
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
                                    Numbers.millis(span.p50()),
                                    Numbers.millis(span.p90()),
                                    Numbers.millis(span.p99()),
                                    Numbers.millis(span.p999()),
                                    Numbers.millis(span.max())));
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
}
