package dev.wirelab.load.chart;

import java.util.Locale;

/// Writes one SVG image. The page's style sheet assigns colours by class, so that they follow light
/// and dark mode.
public final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(double width, double height, String label) {
        add(
                "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
                width, height, escape(label));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        add(
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style, x1, y1, x2, y2);
    }

    /// A rectangle with a tooltip.
    void box(String style, double x, double y, double width, double height, String title) {
        add(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                style, x, y, Math.max(0, width), Math.max(0, height), escape(title));
    }

    /// A circle with a tooltip.
    void dot(String style, double x, double y, double radius, String title) {
        add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
                style, x, y, radius, escape(title));
    }

    /// A line through points, with a tooltip.
    ///
    /// @param points `x,y x,y …` as [#point] writes them
    void path(String style, String points, String title) {
        add(
                "<polyline class=\"%s\" points=\"%s\"><title>%s</title></polyline>",
                style, points, escape(title));
    }

    /// @param anchor `start`, `middle` or `end`
    void text(String style, double x, double y, String anchor, String text) {
        add(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                style, x, y, anchor, escape(text));
    }

    static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    /// A text in which nothing is taken for markup.
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @SuppressWarnings("AnnotateFormatMethod") // Called with constant formats in this file only.
    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /// The image.
    @Override
    public String toString() {
        return out + "</svg>\n";
    }
}
