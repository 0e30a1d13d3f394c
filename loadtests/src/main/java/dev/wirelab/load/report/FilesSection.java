package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Links to the data files and to Gatling's reports.
final class FilesSection {
    private static final String REPORT = "gatling/index.html";

    private FilesSection() {}

    static List<Block> of(ComparisonResult comparison) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Texts.paragraph("files"));
        comparison.rows().forEach(row -> blocks.add(new Block.Links(row.folder(), links(row))));
        if (comparison.capacity() != null) {
            for (CapacityResult.Transport found : comparison.capacity().transports()) {
                reports(
                                "capacity/" + found.id(),
                                found.steps().stream().map(CapacityResult.Attempt::run))
                        .ifPresent(blocks::add);
            }
        }
        if (comparison.crossover() != null) {
            reports(
                            "crossover",
                            comparison.crossover().points().stream()
                                    .map(CrossoverResult.Measured::run))
                    .ifPresent(blocks::add);
        }
        return blocks;
    }

    private static List<Block.Link> links(Row row) {
        Merged merged = row.merged();
        List<String> files = merged == null ? List.of() : merged.files();
        return Stream.concat(
                        files.stream().map(file -> new Block.Link(file, row.folder() + "/" + file)),
                        row.runs().stream()
                                .filter(FilesSection::hasReport)
                                .map(run -> report("Gatling's report of run " + run.repeat(), run)))
                .toList();
    }

    private static Optional<Block> reports(String folder, Stream<Run> runs) {
        List<Block.Link> links =
                runs.filter(FilesSection::hasReport)
                        .map(run -> report(run.folder().substring(folder.length() + 1), run))
                        .toList();
        return links.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Links("Gatling's reports, " + folder, links));
    }

    private static boolean hasReport(Run run) {
        return run.result() != null && run.result().files().contains(REPORT);
    }

    private static Block.Link report(String text, Run run) {
        return new Block.Link(text, run.folder() + "/" + REPORT);
    }
}
