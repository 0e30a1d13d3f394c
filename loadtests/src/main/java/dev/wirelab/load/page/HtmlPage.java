package dev.wirelab.load.page;

import static dev.wirelab.load.chart.Svg.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a page as one HTML file that loads nothing else: style and charts are inlined, and there
/// is no script.
public final class HtmlPage {
    private static final String STYLE = "report.css";

    /// Which of both languages is shown; the style sheet hides the other.
    private static final String LANGUAGES =
            """
            <p class="languages">
            <label><input type="radio" name="language" id="english" checked>English</label>
            <label><input type="radio" name="language" id="chinese">中文</label>
            </p>
            """;

    private HtmlPage() {}

    /// The file's text.
    public static String of(Page page) {
        String first =
                page.first().isEmpty()
                        ? blocks(page.lead().stream().map(Block.Lead::new).toList())
                        : LANGUAGES + blocks(page.first());
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%1$s</h1>
        %s%s</main>
        </body>
        </html>
        """
                .formatted(
                        escape(page.title()),
                        style(),
                        first,
                        page.sections().stream()
                                .map(HtmlPage::section)
                                .collect(Collectors.joining()));
    }

    private static String section(Page.Section section) {
        String content = blocks(section.blocks());
        return section.folded()
                ? "<details>\n<summary><h2>%s</h2></summary>\n%s</details>\n"
                        .formatted(escape(section.heading()), content)
                : "<section>\n%s%s</section>\n"
                        .formatted(element("h2", section.heading()), content);
    }

    private static String blocks(List<? extends Block> blocks) {
        return blocks.stream().map(HtmlPage::block).collect(Collectors.joining());
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Text text -> element("p", text.text());
            case Block.Lead lead -> "<p class=\"lead\">" + escape(lead.text()) + "</p>\n";
            case Block.Warning warning ->
                    "<p class=\"warning\">" + escape(warning.text()) + "</p>\n";
            case Block.Items items ->
                    items.items().stream()
                            .map(item -> element("li", item))
                            .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
            case Block.Table table -> table(table);
            case Block.Links links ->
                    links.links().stream()
                            .map(link ->
                                    "<a href=\"%s\">%s</a>"
                                            .formatted(escape(link.path()), escape(link.text())))
                            .collect(
                                    Collectors.joining(
                                            ", ", "<p>" + escape(links.text()) + ": ", "</p>\n"));
            case Block.Figure figure ->
                    "<figure>\n%s<figcaption>%s</figcaption>\n</figure>\n"
                            .formatted(figure.chart().svg(), escape(figure.caption()));
            case Block.Translated both ->
                    "<div lang=\"en\">\n%s</div>\n<div lang=\"zh\">\n%s</div>\n"
                            .formatted(blocks(both.english()), blocks(both.chinese()));
            case Block.Columns columns ->
                    "<div class=\"columns\">\n<div>\n%s</div>\n<div>\n%s</div>\n</div>\n"
                            .formatted(blocks(columns.left()), blocks(columns.right()));
            case Block.Matrix matrix -> matrix(matrix);
        };
    }

    private static String matrix(Block.Matrix matrix) {
        String lines =
                matrix.lines().stream()
                        .map(line -> line(matrix.headings(), line))
                        .collect(Collectors.joining());
        return "<table class=\"matrix\">\n<thead>%s</thead>\n<tbody>\n%s</tbody>\n</table>\n%s"
                .formatted(
                        row("th", matrix.headings()),
                        lines,
                        "<p class=\"legend\">%s</p>\n"
                                .formatted(escape(String.join("; ", matrix.legend()))));
    }

    private static String line(List<String> headings, Block.Matrix.Line line) {
        StringBuilder html = new StringBuilder();
        html.append("<tr><th scope=\"row\" class=\"lane l%d\">".formatted(line.colour()))
                .append(escape(line.name()))
                .append("</th>");
        for (int i = 0; i < line.cells().size(); i++) {
            Block.Matrix.Cell cell = line.cells().get(i);
            html.append(
                    "<td class=\"%s\" data-heading=\"%s\" title=\"%s\"><b>%s</b> <small>%s</small></td>"
                            .formatted(
                                    cell.judgement(),
                                    escape(headings.get(i + 1)),
                                    escape(cell.title()),
                                    escape(cell.value()),
                                    escape(cell.detail())));
        }
        return html.append("</tr>\n").toString();
    }

    private static String table(Block.Table table) {
        return "<div class=\"wide\"><table>\n<thead>%s</thead>\n<tbody>\n%s</tbody>\n</table></div>\n"
                .formatted(
                        row("th", table.headings()),
                        table.rows().stream()
                                .map(cells -> row("td", cells))
                                .collect(Collectors.joining()));
    }

    private static String row(String tag, List<String> cells) {
        return cells.stream()
                .skip(1)
                .map(cell -> "<%s>%s</%1$s>".formatted(tag, escape(cell)))
                .collect(
                        Collectors.joining(
                                "",
                                "<tr><th scope=\"row\">" + escape(cells.getFirst()) + "</th>",
                                "</tr>\n"));
    }

    private static String element(String tag, String text) {
        return "<%s>%s</%1$s>\n".formatted(tag, escape(text));
    }

    private static String style() {
        try (InputStream file = HtmlPage.class.getResourceAsStream(STYLE)) {
            if (file == null) {
                throw new IllegalStateException(STYLE + " is not in this program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
