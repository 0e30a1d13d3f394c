package dev.wirelab.load.chart;

import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.stream.IntStream;

/// Bars whose parts add up, with a legend of the parts that occur.
///
/// @param unit the unit of the axis
/// @param parts the names of the parts, the same for each bar
public record StackedBarChart(String unit, List<String> parts, List<Bar> bars) implements Chart {
    private static final double WIDTH = 820;
    private static final double LEFT = 160;
    private static final double RIGHT = 740;
    private static final double BAR = 22;
    private static final double STEP = 34;
    private static final double COLUMN = 205;
    private static final int COLUMNS = 4;
    private static final double LEGEND_LINE = 18;

    /// One bar.
    ///
    /// @param values one per part, none negative
    public record Bar(String name, List<Double> values) {
        private double total() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    @Override
    public String svg() {
        List<Integer> used =
                IntStream.range(0, parts.size())
                        .filter(part -> bars.stream().anyMatch(bar -> bar.values().get(part) > 0))
                        .boxed()
                        .toList();
        int legendLines = Math.ceilDiv(Math.max(1, used.size()), COLUMNS);
        double bottom = bars.size() * STEP;
        double legend = bottom + 30;
        Svg svg = new Svg(WIDTH, legend + legendLines * LEGEND_LINE + 8, unit + ", by part");
        double most = Math.max(1e-9, bars.stream().mapToDouble(Bar::total).max().orElse(1));
        for (int row = 0; row < bars.size(); row++) {
            bar(svg, bars.get(row), 6 + row * STEP, used, (RIGHT - LEFT) / most);
        }
        svg.text("axis", LEFT, bottom + 16, "start", unit);
        for (int i = 0; i < used.size(); i++) {
            double x = 8 + i % COLUMNS * COLUMN;
            double y = legend + Math.floorDiv(i, COLUMNS) * LEGEND_LINE;
            String name = parts.get(used.get(i));
            svg.box("part b" + used.get(i), x, y, 12, 12, name);
            svg.text("tick", x + 18, y + 10, "start", name);
        }
        return svg.toString();
    }

    private void bar(Svg svg, Bar bar, double y, List<Integer> used, double scale) {
        svg.text("name", LEFT - 8, y + BAR * 0.7, "end", bar.name());
        double x = LEFT;
        for (int part : used) {
            double value = bar.values().get(part);
            if (value > 0) {
                String title = parts.get(part) + ": " + TextFormat.rounded(value);
                svg.box("part b" + part, x, y, value * scale, BAR, title);
            }
            x += value * scale;
        }
        svg.text("tick", x + 6, y + BAR * 0.7, "start", TextFormat.rounded(bar.total()));
    }
}
