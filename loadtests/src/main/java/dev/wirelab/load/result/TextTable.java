package dev.wirelab.load.result;

import java.util.ArrayList;
import java.util.List;

/// The comparison for a terminal: aligned columns, and the notes under them.
public final class TextTable {
    private TextTable() {}

    /// The lines.
    public static String of(ComparisonResult comparison) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(Table.HEADINGS);
        lines.addAll(Table.cells(comparison));
        int[] widths = new int[Table.HEADINGS.size()];
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
                row.append(i < 2 ? line.get(i) + space + "  " : space + line.get(i) + "  ");
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
        for (String note : Table.notes(comparison)) {
            text.append("! ").append(note).append(System.lineSeparator());
        }
        return text.toString();
    }
}
