package dev.wirelab.load.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The files of a comparison: `result.json`, `result.csv`, `report.md`.
public final class ComparisonFiles {
    private ComparisonFiles() {}

    /// Writes all three, over those of a moment before.
    public static void write(Path folder, ComparisonResult comparison) throws IOException {
        RunFiles.json().writeValue(folder.resolve("result.json").toFile(), comparison);
        Files.writeString(folder.resolve("result.csv"), csv(comparison));
        Files.writeString(folder.resolve("report.md"), MarkdownReport.of(comparison));
    }

    private static String csv(ComparisonResult comparison) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Table.HEADINGS);
        lines.addAll(Table.cells(comparison));
        return lines.stream()
                .map(line -> String.join(",", line))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
