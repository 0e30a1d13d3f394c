package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.table.Notes;
import dev.wirelab.load.table.ResultTables;
import java.util.ArrayList;
import java.util.List;

/// A result as a short Markdown text for the page of a build: the verdict, the terminal's table,
/// what affected the numbers, and the assertions.
public final class StepSummary {
    private StepSummary() {}

    /// The text.
    ///
    /// @param assertions a line each
    public static String of(ComparisonResult comparison, List<String> assertions) {
        List<Block> blocks = new ArrayList<>();
        for (ComparableRows rows : ComparableRows.of(comparison)) {
            Standings standings = Standings.of(rows);
            blocks.add(new Block.Text(Heading.of(rows, comparison)));
            if (!rows.workload().isQuiet()) {
                Verdict.of(standings, comparison, Texts.ENGLISH).stream()
                        .map(Block.Lead::new)
                        .forEach(blocks::add);
            }
            blocks.add(TerminalText.table(standings));
        }
        CapacityResult capacity = comparison.capacity();
        if (capacity != null) {
            blocks.add(ResultTables.capacity(capacity));
        }
        if (comparison.crossover() != null) {
            CrossoverSection.lead(comparison.crossover()).stream()
                    .map(Block.Lead::new)
                    .forEach(blocks::add);
        }
        List<String> notes = Notes.of(comparison);
        if (!notes.isEmpty()) {
            blocks.add(new Block.Items(notes));
        }
        if (!assertions.isEmpty()) {
            blocks.add(new Block.Items(assertions));
        }
        return "## Wirelab\n\n" + MarkdownPage.of(blocks);
    }
}
