package dev.wirelab.load.page;

import static dev.wirelab.load.chart.Svg.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a page as one HTML file that loads nothing else: style and charts are inlined, and there
/// is no script.
public final class HtmlPage {
    private static final String STYLE = "report.css";
    private static final int MANY_SECTIONS = 4;

    private HtmlPage() {}

    /// The file's text.
    public static String of(Page page) {
        String lead =
                page.lead().stream()
                        .map(sentence -> element("p", sentence))
                        .collect(Collectors.joining());
        String sections =
                IntStream.range(0, page.sections().size())
                        .mapToObj(i -> section(i, page.sections().get(i)))
                        .collect(Collectors.joining());
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
        <div class="lead">
        %s</div>
        %s%s</main>
        </body>
        </html>
        """
                .formatted(escape(page.title()), style(), lead, contents(page), sections);
    }

    private static String section(int number, Page.Section section) {
        return section.blocks().stream()
                .map(HtmlPage::block)
                .collect(
                        Collectors.joining(
                                "",
                                "<section id=\"%s\">\n".formatted(anchor(number))
                                        + element("h2", section.heading()),
                                "</section>\n"));
    }

    /// Links to the sections, if there are many.
    private static String contents(Page page) {
        if (page.sections().size() < MANY_SECTIONS) {
            return "";
        }
        return IntStream.range(0, page.sections().size())
                .mapToObj(i ->
                        "<li><a href=\"#%s\">%s</a></li>\n"
                                .formatted(anchor(i), escape(page.sections().get(i).heading())))
                .collect(Collectors.joining("", "<nav>\n<ul>\n", "</ul>\n</nav>\n"));
    }

    private static String anchor(int section) {
        return "section-" + (section + 1);
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Text text -> element("p", text.text());
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
        };
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
