package dev.wirelab.load.report;

import java.util.List;
import java.util.stream.IntStream;

/// Draws bars whose parts add up, with a legend of the parts that occur.
final class StacksSvg {
    private static final double WIDTH = 820;
    private static final double LEFT = 160;
    private static final double RIGHT = 740;
    private static final double BAR = 22;
    private static final double STEP = 34;
    private static final double COLUMN = 205;
    private static final int COLUMNS = 4;
    private static final double LEGEND_LINE = 18;

    private StacksSvg() {}

    static String draw(Chart.Stacks chart) {
        List<Integer> used =
                IntStream.range(0, chart.parts().size())
                        .filter(part ->
                                chart.stacks().stream()
                                        .anyMatch(stack -> stack.values().get(part) > 0))
                        .boxed()
                        .toList();
        int legendLines = Math.ceilDiv(Math.max(1, used.size()), COLUMNS);
        double bars = chart.stacks().size() * STEP;
        double legend = bars + 30;
        Svg svg =
                new Svg(WIDTH, legend + legendLines * LEGEND_LINE + 8, chart.unit() + ", by part");
        double most =
                Math.max(
                        1e-9,
                        chart.stacks().stream().mapToDouble(Chart.Stack::total).max().orElse(1));
        for (int row = 0; row < chart.stacks().size(); row++) {
            Chart.Stack stack = chart.stacks().get(row);
            double y = 6 + row * STEP;
            svg.text("name", LEFT - 8, y + BAR * 0.7, "end", stack.name());
            double x = LEFT;
            for (int part : used) {
                double value = stack.values().get(part);
                double width = value / most * (RIGHT - LEFT);
                if (value > 0) {
                    svg.box(
                            "part b" + part,
                            x,
                            y,
                            width,
                            BAR,
                            chart.parts().get(part) + ": " + Numbers.plain(value));
                }
                x += width;
            }
            svg.text("tick", x + 6, y + BAR * 0.7, "start", Numbers.plain(stack.total()));
        }
        svg.text("axis", LEFT, bars + 16, "start", chart.unit());
        for (int i = 0; i < used.size(); i++) {
            double x = 8 + i % COLUMNS * COLUMN;
            double y = legend + Math.floorDiv(i, COLUMNS) * LEGEND_LINE;
            String name = chart.parts().get(used.get(i));
            svg.box("part b" + used.get(i), x, y, 12, 12, name);
            svg.text("tick", x + 18, y + 10, "start", name);
        }
        return svg.toString();
    }
}
