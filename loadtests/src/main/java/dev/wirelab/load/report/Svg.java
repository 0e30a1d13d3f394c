package dev.wirelab.load.report;

import java.util.Locale;

/// Writes one SVG image. Colours come by class from the page's style sheet, so that they follow
/// light and dark.
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String label) {
        out.append(
                String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n",
                        width,
                        height,
                        escape(label)));
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        return add(
                "<line class=\""
                        + style
                        + "\""
                        + at("x1", x1)
                        + at("y1", y1)
                        + at("x2", x2)
                        + at("y2", y2)
                        + "/>");
    }

    /// A rectangle that tells its `title` when it is pointed at.
    Svg box(String style, double x, double y, double width, double height, String title) {
        return add(
                "<rect class=\""
                        + style
                        + "\""
                        + at("x", x)
                        + at("y", y)
                        + at("width", Math.max(0, width))
                        + at("height", Math.max(0, height))
                        + ">"
                        + title(title)
                        + "</rect>");
    }

    Svg dot(String style, double x, double y, double radius, String title) {
        return add(
                "<circle class=\""
                        + style
                        + "\""
                        + at("cx", x)
                        + at("cy", y)
                        + at("r", radius)
                        + ">"
                        + title(title)
                        + "</circle>");
    }

    /// @param points `x,y x,y …` as [#point] writes them
    Svg path(String style, String points, String title) {
        return add(
                "<polyline class=\""
                        + style
                        + "\" points=\""
                        + points
                        + "\">"
                        + title(title)
                        + "</polyline>");
    }

    /// @param anchor `start`, `middle` or `end`
    Svg text(String style, double x, double y, String anchor, String text) {
        return add(
                "<text class=\""
                        + style
                        + "\""
                        + at("x", x)
                        + at("y", y)
                        + " text-anchor=\""
                        + anchor
                        + "\">"
                        + escape(text)
                        + "</text>");
    }

    static String point(double x, double y) {
        return tenths(x) + "," + tenths(y);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String title(String text) {
        return "<title>" + escape(text) + "</title>";
    }

    private static String at(String name, double value) {
        return " " + name + "=\"" + tenths(value) + "\"";
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private Svg add(String element) {
        out.append(element).append('\n');
        return this;
    }

    /// The image.
    @Override
    public String toString() {
        return out + "</svg>\n";
    }
}
