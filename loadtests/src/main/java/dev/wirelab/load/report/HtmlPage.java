package dev.wirelab.load.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes a page as one HTML file that asks for nothing else: style and charts are in it, no
/// script.
public final class HtmlPage {
    private static final String STYLE = "report.css";
    private static final int MANY_SECTIONS = 4;

    private HtmlPage() {}

    /// The file's text.
    public static String of(Page page) {
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Svg.escape(page.title()))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Svg.escape(page.title()))
                .append("</h1>\n<div class=\"lead\">\n");
        page.lead().forEach(sentence -> element(html, "p", sentence));
        html.append("</div>\n").append(contents(page));
        for (int i = 0; i < page.sections().size(); i++) {
            Page.Section section = page.sections().get(i);
            html.append("<section id=\"%s\">\n".formatted(anchor(i)));
            element(html, "h2", section.heading());
            section.blocks().forEach(block -> html.append(block(block)));
            html.append("</section>\n");
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    /// Links to the sections of a page that has many; nothing on one that is seen at a glance.
    private static String contents(Page page) {
        if (page.sections().size() < MANY_SECTIONS) {
            return "";
        }
        return IntStream.range(0, page.sections().size())
                .mapToObj(i ->
                        "<li><a href=\"#%s\">%s</a></li>\n"
                                .formatted(anchor(i), Svg.escape(page.sections().get(i).heading())))
                .collect(Collectors.joining("", "<nav>\n<ul>\n", "</ul>\n</nav>\n"));
    }

    private static String anchor(int section) {
        return "section-" + (section + 1);
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Text text -> "<p>" + Svg.escape(text.text()) + "</p>\n";
            case Block.Warning warning ->
                    "<p class=\"warning\">" + Svg.escape(warning.text()) + "</p>\n";
            case Block.Items items ->
                    items.items().stream()
                            .map(item -> "<li>" + Svg.escape(item) + "</li>\n")
                            .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
            case Block.Table table -> table(table);
            case Block.Links links ->
                    links.links().stream()
                            .map(link ->
                                    "<a href=\"%s\">%s</a>"
                                            .formatted(
                                                    Svg.escape(link.path()),
                                                    Svg.escape(link.text())))
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "<p>" + Svg.escape(links.text()) + ": ",
                                            "</p>\n"));
            case Block.Figure figure ->
                    "<figure>\n"
                            + chart(figure.chart())
                            + "<figcaption>"
                            + Svg.escape(figure.caption())
                            + "</figcaption>\n</figure>\n";
        };
    }

    private static String chart(Chart chart) {
        return switch (chart) {
            case Chart.Percentiles percentiles -> PercentilesSvg.draw(percentiles);
            case Chart.Stacks stacks -> StacksSvg.draw(stacks);
            case Chart.Ranges ranges -> RangesSvg.draw(ranges);
            case Chart.Fields fields -> FieldsSvg.draw(fields);
        };
    }

    private static String table(Block.Table table) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<thead>");
        row(html, "th", table.headings());
        html.append("</thead>\n<tbody>\n");
        table.rows().forEach(cells -> row(html, "td", cells));
        return html.append("</tbody>\n</table></div>\n").toString();
    }

    private static void row(StringBuilder html, String tag, List<String> cells) {
        html.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            boolean names = i == 0;
            html.append(names ? "<th scope=\"row\">" : "<" + tag + ">")
                    .append(Svg.escape(cells.get(i)))
                    .append(names ? "</th>" : "</" + tag + ">");
        }
        html.append("</tr>\n");
    }

    private static void element(StringBuilder html, String tag, String text) {
        html.append("<%s>%s</%s>%n".formatted(tag, Svg.escape(text), tag));
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
