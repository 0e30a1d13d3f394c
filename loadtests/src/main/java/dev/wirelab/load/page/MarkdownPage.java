package dev.wirelab.load.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a page as Markdown, with the captions of charts instead of the charts.
public final class MarkdownPage {
    private MarkdownPage() {}

    /// The file's text.
    public static String of(Page page) {
        StringBuilder text = new StringBuilder("# " + page.title() + "\n\n");
        if (page.first().isEmpty()) {
            text.append("**").append(escape(String.join(" ", page.lead()))).append("**\n");
        } else {
            text.append(of(page.first()));
        }
        for (Page.Section section : page.sections()) {
            text.append("\n## ").append(section.heading()).append("\n");
            text.append('\n').append(of(section.blocks()));
        }
        return text.toString();
    }

    /// Some blocks, with an empty line between them.
    public static String of(List<Block> blocks) {
        return blocks.stream().map(MarkdownPage::block).collect(Collectors.joining("\n"));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Text paragraph -> escape(paragraph.text()) + "\n";
            case Block.Lead lead -> "**" + escape(lead.text()) + "**\n";
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
            case Block.Translated both -> of(both.english());
            case Block.Columns columns -> of(columns.left()) + "\n" + of(columns.right());
            case Block.Matrix matrix ->
                    block(table(matrix)) + "\n" + escape(String.join("; ", matrix.legend())) + "\n";
        };
    }

    private static Block table(Block.Matrix matrix) {
        return new Block.Table(
                matrix.headings(),
                matrix.lines().stream()
                        .map(line ->
                                Stream.concat(
                                                Stream.of(line.name()),
                                                line.cells().stream()
                                                        .map(cell ->
                                                                cell.value() + " " + cell.detail()))
                                        .map(String::strip)
                                        .toList())
                        .toList());
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
