package dev.wirelab.load.result;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The files of a comparison: `result.json`, `result.csv`; the report is written from them.
public final class ComparisonFiles {
    private ComparisonFiles() {}

    /// Writes both, over those of a moment before; each whole or not at all, so that a full disk
    /// leaves what was there.
    public static void write(Path folder, ComparisonResult comparison) throws IOException {
        RunFiles.replace(
                folder.resolve("result.json"), RunFiles.json().writeValueAsBytes(comparison));
        RunFiles.replace(folder.resolve("result.csv"), bytes(csv(comparison)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
