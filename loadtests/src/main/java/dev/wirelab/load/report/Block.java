package dev.wirelab.load.report;

import java.util.List;

/// A piece of a page. Its texts are plain: whoever writes them escapes them.
public sealed interface Block {

    /// A paragraph.
    record Text(String text) implements Block {}

    /// What must not be overlooked: a row that cannot be trusted, a comparison that was cut off.
    record Warning(String text) implements Block {}

    /// A list.
    record Items(List<String> items) implements Block {
        /// Keeps its own copy.
        public Items {
            items = List.copyOf(items);
        }
    }

    /// A table; the first column names the rows.
    ///
    /// @param rows as many cells each as there are headings
    record Table(List<String> headings, List<List<String>> rows) implements Block {
        /// @throws IllegalArgumentException if a row has another number of cells
        public Table {
            headings = List.copyOf(headings);
            rows = rows.stream().map(List::copyOf).toList();
            int width = headings.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("a row that does not fit under " + headings);
            }
        }
    }

    /// Links to files beside the page.
    ///
    /// @param links each relative to the page
    record Links(String text, List<Link> links) implements Block {
        /// Keeps its own copy.
        public Links {
            links = List.copyOf(links);
        }
    }

    /// One link.
    record Link(String text, String path) {}

    /// A chart with what there is to see in it. Markdown leaves the chart out and keeps the words:
    /// its numbers stand in a table too.
    record Figure(Chart chart, String caption) implements Block {}
}
