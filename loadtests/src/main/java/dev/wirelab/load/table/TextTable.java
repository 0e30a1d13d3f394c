package dev.wirelab.load.table;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import java.util.ArrayList;
import java.util.List;

/// A comparison as text for a terminal: aligned columns, and notes below them.
public final class TextTable {
    private TextTable() {}

    /// The text.
    public static String of(ComparisonResult comparison) {
        StringBuilder text = new StringBuilder();
        if (!comparison.rows().isEmpty()) {
            text.append(of(ResultTables.rows(comparison), 2));
            Notes.dashes(comparison)
                    .ifPresent(words -> text.append(words).append(System.lineSeparator()));
        }
        CapacityResult capacity = comparison.capacity();
        if (capacity != null) {
            text.append(of(ResultTables.capacity(capacity), 1));
        }
        for (String note : Notes.of(comparison)) {
            text.append("! ").append(note).append(System.lineSeparator());
        }
        return text.toString();
    }

    /// @param names how many columns on the left are aligned to the left
    private static String of(Block.Table table, int names) {
        List<List<String>> lines = new ArrayList<>(List.of(table.headings()));
        lines.addAll(table.rows());
        int[] widths = new int[table.headings().size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - line.get(i).length());
                row.append(i < names ? line.get(i) + space + "  " : space + line.get(i) + "  ");
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
