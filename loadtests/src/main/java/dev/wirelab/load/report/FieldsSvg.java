package dev.wirelab.load.report;

import java.util.List;

/// Draws a map of which is best where. A field of which nobody can tell is striped by colour.
final class FieldsSvg {
    private static final double WIDTH = 820;
    private static final double LEFT = 80;
    private static final double RIGHT = 640;
    private static final double TOP = 10;
    private static final double BOTTOM = 330;

    private FieldsSvg() {}

    static String draw(Chart.Fields chart) {
        Svg svg = new Svg(WIDTH, BOTTOM + 52, "Which is cheapest where");
        double width = (RIGHT - LEFT) / chart.xs().size();
        double height = (BOTTOM - TOP) / chart.ys().size();
        for (int i = 0; i < chart.xs().size(); i++) {
            for (int j = 0; j < chart.ys().size(); j++) {
                List<String> best = chart.fields().get(i * chart.ys().size() + j);
                double y = BOTTOM - (j + 1) * height;
                for (int k = 0; k < best.size(); k++) {
                    svg.box(
                            "field b" + chart.names().indexOf(best.get(k)),
                            LEFT + (i + (double) k / best.size()) * width,
                            y,
                            width / best.size(),
                            height,
                            "%s %s, %s %s: %s"
                                    .formatted(
                                            Numbers.plain(chart.xs().get(i)),
                                            chart.xName(),
                                            Numbers.plain(chart.ys().get(j)),
                                            chart.yName(),
                                            String.join(" or ", best)));
                }
            }
        }
        for (int i = 0; i < chart.xs().size(); i++) {
            String tick = Numbers.plain(chart.xs().get(i));
            svg.text("tick", LEFT + (i + 0.5) * width, BOTTOM + 16, "middle", tick);
        }
        for (int j = 0; j < chart.ys().size(); j++) {
            String tick = Numbers.plain(chart.ys().get(j));
            svg.text("tick", LEFT - 6, BOTTOM - (j + 0.5) * height + 4, "end", tick);
        }
        svg.text(
                "axis", LEFT, BOTTOM + 38, "start", chart.xName() + " →   " + chart.yName() + " ↑");
        for (int i = 0; i < chart.names().size(); i++) {
            svg.box("part b" + i, RIGHT + 16, TOP + i * 20, 12, 12, chart.names().get(i));
            svg.text("tick", RIGHT + 34, TOP + 10 + i * 20, "start", chart.names().get(i));
        }
        return svg.toString();
    }
}
