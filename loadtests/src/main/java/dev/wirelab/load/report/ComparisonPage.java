package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.table.Table;
import dev.wirelab.load.text.TextFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A comparison as a page: the conclusions, the evidence for each workload, and the conditions of
/// the measurement.
public final class ComparisonPage {
    private static final List<String> SPAN_HEADINGS =
            List.of("row", "span", "count", "p50", "p90", "p99", "p99.9", "max");

    private final ComparisonResult comparison;
    private final Path folder;
    private final List<Page.Section> sections = new ArrayList<>();

    private ComparisonPage(ComparisonResult comparison, Path folder) {
        this.comparison = comparison;
        this.folder = folder;
    }

    /// The page of a comparison.
    ///
    /// @param folder the folder of its files; rows without histograms have no curve
    public static Page of(ComparisonResult comparison, Path folder) {
        return new ComparisonPage(comparison, folder).page();
    }

    private Page page() {
        List<ComparableRows> workloads = ComparableRows.of(comparison);
        section(
                "Read this first",
                Table.notes(comparison).stream()
                        .map(note -> (Block) new Block.Warning(note))
                        .toList());
        for (ComparableRows rows : workloads) {
            String name = workloads.size() == 1 ? "" : rows.workload().folder() + ": ";
            section(name + "Latency", LatencySection.of(rows, comparison, folder));
            section(name + "Lost connections", ReconnectSection.of(rows));
            section(name + "What a delivered message costs", CostSection.of(rows));
            section(name + "Theory and measurement", TheorySection.of(rows));
            section(name + "Significant differences", DifferencesSection.of(rows));
        }
        section("What an idle connection costs", IdleSection.of(comparison));
        section("Capacity", CapacitySection.of(comparison));
        section("Which transport is cheapest where", CrossoverSection.of(comparison));
        if (!comparison.rows().isEmpty()) {
            tables();
        }
        section("The machine", EnvironmentSection.of(comparison));
        section("What is not in these numbers", EnvironmentSection.caveats());
        section("Files", FilesSection.of(comparison));
        return new Page(title(), lead(workloads), sections);
    }

    private String title() {
        String date = comparison.started().replaceFirst("T.*", "");
        if (comparison.capacity() != null) {
            return "Capacity of each transport at %s, %s"
                    .formatted(comparison.capacity().objective(), date);
        }
        if (comparison.rows().isEmpty() && comparison.crossover() != null) {
            return "Which transport is cheapest where, " + date;
        }
        long transports = comparison.rows().stream().map(Row::transport).distinct().count();
        return "The same work on %d transports, %s".formatted(transports, date);
    }

    private List<String> lead(List<ComparableRows> workloads) {
        if (comparison.capacity() != null) {
            return CapacitySection.lead(comparison.capacity());
        }
        if (comparison.rows().isEmpty() && comparison.crossover() != null) {
            return List.of(
                    "Maps of the cheapest transport over rate and readers, for each text size and poll"
                            + " interval of the sweep, with the errors of the fits.");
        }
        return workloads.stream()
                .filter(rows -> !rows.workload().isQuiet())
                .findFirst()
                .map(rows ->
                        Conclusions.of(
                                rows,
                                workloads.size() == 1 ? "" : "in " + rows.workload().id() + ": "))
                .orElse(List.of("This comparison measured idle connections only."));
    }

    private void tables() {
        List<Block> all = new ArrayList<>();
        all.add(new Block.Table(Table.HEADINGS, Table.cells(comparison)));
        Table.dashes(comparison).ifPresent(words -> all.add(new Block.Text(words)));
        section("All rows", all);
        List<List<String>> spans = new ArrayList<>();
        for (Row row : comparison.rows()) {
            Merged merged = row.merged();
            for (Quantity quantity : Quantity.values()) {
                if (merged != null && merged.latency(quantity).count() > 0) {
                    spans.add(span(row, quantity, merged.latency(quantity)));
                }
            }
        }
        section("All spans, in milliseconds", List.of(new Block.Table(SPAN_HEADINGS, spans)));
    }

    private static List<String> span(Row row, Quantity quantity, Percentiles span) {
        return List.of(
                row.folder(),
                quantity.id(),
                Long.toString(span.count()),
                TextFormat.millis(span.p50()),
                TextFormat.millis(span.p90()),
                TextFormat.millis(span.p99()),
                TextFormat.millis(span.p999()),
                TextFormat.millis(span.max()));
    }

    private void section(String heading, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            sections.add(new Page.Section(heading, blocks));
        }
    }
}
