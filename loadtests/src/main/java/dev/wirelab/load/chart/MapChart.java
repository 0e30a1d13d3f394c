package dev.wirelab.load.chart;

import dev.wirelab.load.text.TextFormat;
import java.util.List;

/// A map of the best of several candidates over two logarithmic axes. A field with several best
/// candidates is striped in their colours.
///
/// @param xs ascending
/// @param ys ascending
/// @param fields for each x all ys; the names of the best, several where none is clearly best
/// @param names all names that may occur, in the order of their colours
public record MapChart(
        String xName,
        String yName,
        List<Double> xs,
        List<Double> ys,
        List<List<String>> fields,
        List<String> names,
        List<Integer> colours)
        implements Chart {
    private static final double WIDTH = 820;
    private static final double LEFT = 80;
    private static final double RIGHT = 640;
    private static final double TOP = 10;
    private static final double BOTTOM = 330;

    /// @throws IllegalArgumentException if there are not as many fields as xs times ys
    public MapChart {
        if (fields.size() != xs.size() * ys.size()) {
            throw new IllegalArgumentException(fields.size() + " fields");
        }
    }

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, BOTTOM + 52, "Which is cheapest where");
        double width = (RIGHT - LEFT) / xs.size();
        double height = (BOTTOM - TOP) / ys.size();
        for (int i = 0; i < xs.size(); i++) {
            for (int j = 0; j < ys.size(); j++) {
                field(svg, i, j, width, height);
            }
            String tick = TextFormat.rounded(xs.get(i));
            svg.text("tick", LEFT + (i + 0.5) * width, BOTTOM + 16, "middle", tick);
        }
        for (int j = 0; j < ys.size(); j++) {
            String tick = TextFormat.rounded(ys.get(j));
            svg.text("tick", LEFT - 6, BOTTOM - (j + 0.5) * height + 4, "end", tick);
        }
        svg.text("axis", LEFT, BOTTOM + 38, "start", xName + " →   " + yName + " ↑");
        for (int i = 0; i < names.size(); i++) {
            svg.box("part l" + colours.get(i), RIGHT + 16, TOP + i * 20, 12, 12, names.get(i));
            svg.text("tick", RIGHT + 34, TOP + 10 + i * 20, "start", names.get(i));
        }
        return svg.toString();
    }

    private void field(Svg svg, int i, int j, double width, double height) {
        List<String> best = fields.get(i * ys.size() + j);
        String title =
                "%s %s, %s %s: %s"
                        .formatted(
                                TextFormat.rounded(xs.get(i)),
                                xName,
                                TextFormat.rounded(ys.get(j)),
                                yName,
                                String.join(" or ", best));
        for (int k = 0; k < best.size(); k++) {
            svg.box(
                    "field l" + colours.get(names.indexOf(best.get(k))),
                    LEFT + (i + (double) k / best.size()) * width,
                    BOTTOM - (j + 1) * height,
                    width / best.size(),
                    height,
                    title);
        }
    }
}
