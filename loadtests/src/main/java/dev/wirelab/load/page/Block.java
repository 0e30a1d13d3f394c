package dev.wirelab.load.page;

import dev.wirelab.load.chart.Chart;
import java.util.List;
import java.util.function.Function;

/// A part of a page. Texts are plain; the writer of a format escapes them.
public sealed interface Block {
    /// A paragraph.
    record Text(String text) implements Block {}

    /// A sentence of the result.
    record Lead(String text) implements Block {}

    /// A paragraph that must not be overlooked, such as that a comparison was cut off.
    record Warning(String text) implements Block {}

    /// A list.
    record Items(List<String> items) implements Block {}

    /// A table; the first column names the rows.
    ///
    /// @param rows as many cells each as there are headings
    record Table(List<String> headings, List<List<String>> rows) implements Block {
        /// A table of one row for each of some values.
        public static <T> Table of(List<Column<T>> columns, List<T> values) {
            return new Table(
                    columns.stream().map(Column::heading).toList(),
                    values.stream()
                            .map(value ->
                                    columns.stream()
                                            .map(column -> column.cell().apply(value))
                                            .toList())
                            .toList());
        }

        /// @throws IllegalArgumentException if a row has another number of cells
        public Table {
            int width = headings.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("a row that does not fit under " + headings);
            }
        }
    }

    /// A column of a table of values: its heading, and the cell of a value.
    record Column<T>(String heading, Function<T, String> cell) {}

    /// A column.
    static <T> Column<T> column(String heading, Function<T, String> cell) {
        return new Column<>(heading, cell);
    }

    /// Links to files beside the page.
    record Links(String text, List<Link> links) implements Block {}

    /// One link.
    ///
    /// @param path relative to the page
    record Link(String text, String path) {}

    /// A chart and its caption. Markdown keeps the caption only: the numbers are in a table too.
    record Figure(Chart chart, String caption) implements Block {}

    /// The same content in English and in Chinese; Markdown has the English one.
    record Translated(List<Block> english, List<Block> chinese) implements Block {}

    /// Two columns, one below the other where there is no room.
    record Columns(List<Block> left, List<Block> right) implements Block {}

    /// A table of judged cells; colours and signs say the same.
    ///
    /// @param headings of the names and of the cells
    /// @param legend the signs and their meanings
    record Matrix(List<String> headings, List<Line> lines, List<String> legend) implements Block {
        /// A row.
        ///
        /// @param colour the number of the row's colour
        public record Line(String name, int colour, List<Cell> cells) {}

        /// A judged cell.
        ///
        /// @param judgement the class of its style
        /// @param detail a second line, or empty
        /// @param title the same in words
        public record Cell(String judgement, String value, String detail, String title) {}
    }
}
