package dev.wirelab.load.chart;

import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Latency by percentile on two logarithmic axes: each nine of the percentile is one step to the
/// right. Lines differ by colour and dashes, and carry their names.
///
/// @param lines one per row
public record PercentileChart(List<Line> lines) implements Chart {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 360;
    private static final double LEFT = 46;
    private static final double RIGHT = 338;
    private static final double TOP = 16;
    private static final double BOTTOM = 312;
    private static final double LINE_HEIGHT = 17;
    private static final int LONGEST_NAME = 18;
    private static final double[] TICKS = {50, 90, 99, 99.9, 99.99, 99.999};

    /// A line.
    ///
    /// @param colour the number of its colour
    /// @param dash the number of its dashes, 0 for none
    /// @param points with rising percentiles
    public record Line(String name, int colour, int dash, List<Point> points) {
        private String style() {
            return "l" + colour + " d" + dash;
        }
    }

    /// A point.
    ///
    /// @param percentile 0 to below 100
    /// @param millis above 0
    public record Point(double percentile, double millis) {
        private double nines() {
            return nines(percentile);
        }

        private static double nines(double percentile) {
            return 1 / (1 - percentile / 100);
        }
    }

    private record Label(Line line, double x, double y) {}

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Latency by percentile");
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        LogScale y = LogScale.around(all.stream().mapToDouble(Point::millis), BOTTOM, TOP);
        double most = all.stream().mapToDouble(Point::nines).max().orElse(100);
        LogScale x = new LogScale(1, Math.max(most, 10), LEFT, RIGHT);
        axes(svg, x, y);
        List<Label> labels = new ArrayList<>();
        for (Line line : lines) {
            if (!line.points().isEmpty()) {
                String points =
                        line.points().stream()
                                .map(point -> Svg.point(x.at(point.nines()), y.at(point.millis())))
                                .collect(Collectors.joining(" "));
                svg.path("curve " + line.style(), points, line.name());
                Point last = line.points().getLast();
                labels.add(new Label(line, x.at(last.nines()), y.at(last.millis())));
            }
        }
        labels(svg, labels);
        return svg.toString();
    }

    private static void axes(Svg svg, LogScale x, LogScale y) {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
            svg.text("tick", LEFT - 6, y.at(tick) + 4, "end", TextFormat.rounded(tick));
        }
        for (double tick : TICKS) {
            double nines = Point.nines(tick);
            if (nines <= x.high() * 1.0001) {
                svg.line("grid", x.at(nines), TOP, x.at(nines), BOTTOM);
                svg.text("tick", x.at(nines), BOTTOM + 17, "middle", TextFormat.exact(tick) + " %");
            }
        }
        svg.text("axis", LEFT, BOTTOM + 38, "start", "percentile of the deliveries");
        svg.text("axis", LEFT - 42, TOP - 4, "start", "ms");
    }

    /// The names to the right of the lines' ends, moved apart where they would overlap.
    private static void labels(Svg svg, List<Label> labels) {
        List<Label> down = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
        double room = BOTTOM - (down.size() - 1) * LINE_HEIGHT;
        double next = TOP;
        for (int i = 0; i < down.size(); i++) {
            Label label = down.get(i);
            double y = Math.max(next, Math.min(label.y(), room + i * LINE_HEIGHT));
            next = y + LINE_HEIGHT;
            svg.line("leader", label.x(), label.y(), RIGHT + 6, y);
            svg.text(
                    "name l" + label.line().colour(),
                    RIGHT + 9,
                    y + 4,
                    "start",
                    shortened(label.line().name()));
        }
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
