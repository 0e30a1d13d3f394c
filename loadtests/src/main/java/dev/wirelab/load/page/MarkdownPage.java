package dev.wirelab.load.page;

import java.util.List;
import java.util.stream.Collectors;

/// Writes a page as Markdown, with the captions of charts instead of the charts.
public final class MarkdownPage {
    private MarkdownPage() {}

    /// The file's text.
    public static String of(Page page) {
        StringBuilder text = new StringBuilder("# " + page.title() + "\n\n");
        text.append("**").append(escape(String.join(" ", page.lead()))).append("**\n");
        for (Page.Section section : page.sections()) {
            text.append("\n## ").append(section.heading()).append("\n");
            section.blocks().forEach(block -> text.append('\n').append(block(block)));
        }
        return text.toString();
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Text paragraph -> escape(paragraph.text()) + "\n";
            case Block.Warning warning -> "- **" + escape(warning.text()) + "**\n";
            case Block.Items items ->
                    items.items().stream()
                            .map(item -> "- " + escape(item) + "\n")
                            .collect(Collectors.joining());
            case Block.Table table ->
                    row(table.headings())
                            + "|"
                            + " --- |".repeat(table.headings().size())
                            + "\n"
                            + table.rows().stream()
                                    .map(MarkdownPage::row)
                                    .collect(Collectors.joining());
            case Block.Links links ->
                    links.links().stream()
                            .map(link -> "[%s](%s)".formatted(link.text(), link.path()))
                            .collect(Collectors.joining(", ", links.text() + ": ", "\n"));
            case Block.Figure figure -> escape(figure.caption()) + "\n";
        };
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(MarkdownPage::escape)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
