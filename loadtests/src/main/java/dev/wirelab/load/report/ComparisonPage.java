package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.table.Notes;
import dev.wirelab.load.table.ResultTables;
import dev.wirelab.load.text.TextFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A comparison as a page: the conclusions, the evidence for each workload, and the conditions of
/// the measurement.
public final class ComparisonPage {
    private static final List<Column<Span>> SPANS =
            List.of(
                    column("row", span -> span.row().folder()),
                    column("span", span -> span.quantity().id()),
                    column("count", span -> Long.toString(span.times().count())),
                    column("p50", span -> TextFormat.millis(span.times().p50())),
                    column("p90", span -> TextFormat.millis(span.times().p90())),
                    column("p99", span -> TextFormat.millis(span.times().p99())),
                    column("p99.9", span -> TextFormat.millis(span.times().p999())),
                    column("max", span -> TextFormat.millis(span.times().max())));

    private final ComparisonResult comparison;
    private final Path folder;
    private final List<Page.Section> sections = new ArrayList<>();

    private record Span(Row row, Quantity quantity) {
        Percentiles times() {
            return row.latency(quantity);
        }
    }

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
        List<Block> notes =
                Notes.of(comparison).stream().map(note -> (Block) new Block.Warning(note)).toList();
        if (!notes.isEmpty()) {
            sections.add(new Page.Section("Read this first", notes));
        }
        section("The network", LinkSection.of(comparison, folder));
        for (ComparableRows rows : workloads) {
            String name = workloads.size() == 1 ? "" : rows.workload().folder() + ": ";
            section(name + "Latency", LatencySection.of(rows, comparison));
            section(name + "Second by second", TimelineSection.of(rows));
            section(name + "Lost connections", ReconnectSection.of(rows));
            section(name + "What a delivered message costs", CostSection.of(rows));
            section(name + "Theory and measurement", TheorySection.of(rows));
            section(name + "Significant differences", DifferencesSection.of(rows));
        }
        ResultTables.calibrations(comparison)
                .ifPresent(table ->
                        section(
                                "What the load generator's client takes by itself",
                                List.of(Texts.paragraph("calibration"), table)));
        section("What an idle connection costs", IdleSection.of(comparison));
        section("Capacity", CapacitySection.of(comparison));
        section("Which transport is cheapest where", CrossoverSection.of(comparison));
        if (!comparison.rows().isEmpty()) {
            tables();
        }
        section("The machine", EnvironmentSection.of(comparison));
        section("What is not in these numbers", EnvironmentSection.caveats(comparison));
        section("Files", FilesSection.of(comparison));
        List<Block> first =
                workloads.stream()
                        .flatMap(rows -> FirstScreen.of(rows, comparison, folder).stream())
                        .toList();
        return new Page(title(), lead(workloads), first, sections);
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
            return CrossoverSection.lead(comparison.crossover());
        }
        return workloads.stream()
                .filter(rows -> !rows.workload().isQuiet())
                .findFirst()
                .map(rows -> Verdict.of(Standings.of(rows), comparison, Texts.ENGLISH))
                .orElse(List.of("This comparison measured idle connections only."));
    }

    private void tables() {
        List<Block> all = new ArrayList<>();
        all.add(ResultTables.rows(comparison));
        Notes.dashes(comparison).ifPresent(words -> all.add(new Block.Text(words)));
        section("All rows", all);
        List<Span> spans =
                comparison.rows().stream()
                        .flatMap(row ->
                                Arrays.stream(Quantity.values())
                                        .map(quantity -> new Span(row, quantity)))
                        .filter(span -> span.times().count() > 0)
                        .toList();
        section("All spans, in milliseconds", List.of(Block.Table.of(SPANS, spans)));
    }

    private void section(String heading, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            boolean folded = !comparison.rows().isEmpty();
            sections.add(new Page.Section(heading, blocks, folded));
        }
    }
}
