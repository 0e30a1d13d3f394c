package dev.wirelab.load.chart;

import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// A latency over the values of an axis, which are as far from each other as their number is: a
/// line per transport with its name, and a thin dashed one of what was predicted.
///
/// @param title for screen readers
/// @param axis the name of the axis
/// @param points the names of its values
/// @param lines one per transport
public record AxisChart(String title, String axis, List<String> points, List<Line> lines)
        implements Chart {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 340;
    private static final double LEFT = 46;
    private static final double RIGHT = 368;
    private static final double TOP = 16;
    private static final double BOTTOM = 292;
    private static final double LINE_HEIGHT = 17;
    private static final double RADIUS = 3;

    /// A transport.
    ///
    /// @param colour the number of its colour
    /// @param measured one for each point, in milliseconds; NaN: not measured
    /// @param predicted the same
    public record Line(String name, int colour, List<Double> measured, List<Double> predicted) {}

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        LogScale y =
                LogScale.around(
                        lines.stream()
                                .flatMapToDouble(line ->
                                        DoubleStream.concat(
                                                values(line.measured()), values(line.predicted()))),
                        BOTTOM,
                        TOP);
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
            svg.text("tick", LEFT - 6, y.at(tick) + 4, "end", TextFormat.rounded(tick));
        }
        for (int i = 0; i < points.size(); i++) {
            svg.text("tick", x(i), BOTTOM + 17, "middle", points.get(i));
        }
        svg.text("axis", LEFT, BOTTOM + 38, "start", axis);
        svg.text("axis", LEFT - 42, TOP - 4, "start", "ms");
        double next = TOP + LINE_HEIGHT;
        for (Line line : lines) {
            path(svg, "curve d2 l" + line.colour(), line.predicted(), y, line.name());
            path(svg, "curve d0 l" + line.colour(), line.measured(), y, line.name());
            for (int i = 0; i < points.size(); i++) {
                double value = line.measured().get(i);
                if (value > 0) {
                    String words = "%s at %s: %s ms";
                    svg.dot(
                            "name l" + line.colour(),
                            x(i),
                            y.at(value),
                            RADIUS,
                            words.formatted(line.name(), points.get(i), TextFormat.rounded(value)));
                }
            }
            svg.text("name l" + line.colour(), RIGHT + 9, next, "start", line.name());
            next += LINE_HEIGHT;
        }
        return svg.toString();
    }

    private static DoubleStream values(List<Double> all) {
        return all.stream().mapToDouble(Double::doubleValue);
    }

    private double x(int point) {
        double step = (RIGHT - LEFT) / points.size();
        return LEFT + step * (point + 0.5);
    }

    private void path(Svg svg, String style, List<Double> values, LogScale y, String name) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) > 0) {
                path.add(Svg.point(x(i), y.at(values.get(i))));
            }
        }
        svg.path(style, String.join(" ", path), name);
    }
}
