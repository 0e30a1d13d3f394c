package dev.wirelab.load.table;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The data files of a comparison: `result.json`, `result.csv`, and if there is such a result
/// `capacity.csv` and `crossover.csv`.
public final class ComparisonFiles {
    private ComparisonFiles() {}

    /// Writes or replaces all files, each completely or not at all, so that a full disk keeps the
    /// previous ones.
    public static void write(Path folder, ComparisonResult comparison) throws IOException {
        RunFiles.replace(
                folder.resolve("result.json"), RunFiles.json().writeValueAsBytes(comparison));
        write(folder.resolve("result.csv"), ResultTables.tidyRows(comparison));
        if (comparison.capacity() != null) {
            write(folder.resolve("capacity.csv"), ResultTables.steps(comparison.capacity()));
        }
        if (comparison.crossover() != null) {
            write(folder.resolve("crossover.csv"), ResultTables.points(comparison.crossover()));
        }
    }

    private static void write(Path file, Block.Table table) throws IOException {
        String text =
                Stream.concat(Stream.of(table.headings()), table.rows().stream())
                        .map(line ->
                                line.stream()
                                        .map(ComparisonFiles::cell)
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining("\n", "", "\n"));
        RunFiles.replace(file, text);
    }

    /// A CSV field, quoted where that is necessary (RFC 4180 §2); empty where there is no value.
    private static String cell(String text) {
        if (text.equals("-")) {
            return "";
        }
        return text.contains(",") || text.contains("\"") || text.contains("\n")
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
