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
    private static final double WIDTH = 820;
    private static final double HEIGHT = 380;
    private static final double LEFT = 62;
    private static final double RIGHT = 690;
    private static final double TOP = 16;
    private static final double BOTTOM = 330;
    private static final double LINE_HEIGHT = 15;
    private static final double[] TICKS = {0, 50, 90, 99, 99.9, 99.99, 99.999};

    /// A line.
    ///
    /// @param points with rising percentiles
    public record Line(String name, List<Point> points) {}

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

    private record Label(String name, int index, double x, double y) {}

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, "Latency by percentile");
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        LogScale y = LogScale.around(all.stream().mapToDouble(Point::millis), BOTTOM, TOP);
        double most = all.stream().mapToDouble(Point::nines).max().orElse(100);
        LogScale x = new LogScale(1, Math.max(most, 10), LEFT, RIGHT);
        axes(svg, x, y);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!line.points().isEmpty()) {
                String points =
                        line.points().stream()
                                .map(point -> Svg.point(x.at(point.nines()), y.at(point.millis())))
                                .collect(Collectors.joining(" "));
                svg.path("curve s" + i, points, line.name());
                Point last = line.points().getLast();
                labels.add(new Label(line.name(), i, x.at(last.nines()), y.at(last.millis())));
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
                String label = tick == 0 ? "min" : TextFormat.exact(tick) + " %";
                svg.line("grid", x.at(nines), TOP, x.at(nines), BOTTOM);
                svg.text("tick", x.at(nines), BOTTOM + 17, "middle", label);
            }
        }
        svg.text("axis", LEFT, BOTTOM + 38, "start", "percentile of the deliveries");
        svg.text("axis", LEFT - 56, TOP - 4, "start", "ms");
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
            svg.text("name f" + label.index(), RIGHT + 9, y + 4, "start", label.name());
        }
    }
}
