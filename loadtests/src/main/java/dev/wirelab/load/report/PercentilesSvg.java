package dev.wirelab.load.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Draws latency by percentile. Lines differ by colour and by dashes, and carry their names.
final class PercentilesSvg {
    private static final double WIDTH = 820;
    private static final double HEIGHT = 380;
    private static final double LEFT = 62;
    private static final double RIGHT = 690;
    private static final double TOP = 16;
    private static final double BOTTOM = 330;
    private static final double LINE_HEIGHT = 15;
    private static final double[] TICKS = {0, 50, 90, 99, 99.9, 99.99, 99.999};

    private PercentilesSvg() {}

    static String draw(Chart.Percentiles chart) {
        Svg svg = new Svg(WIDTH, HEIGHT, "Latency by percentile");
        List<Chart.Point> all =
                chart.lines().stream().flatMap(line -> line.points().stream()).toList();
        LogScale y = LogScale.around(all.stream().mapToDouble(Chart.Point::millis), BOTTOM, TOP);
        double most = all.stream().mapToDouble(p -> nines(p.percentile())).max().orElse(100);
        LogScale x = new LogScale(1, Math.max(most, 10), LEFT, RIGHT);
        axes(svg, x, y);
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < chart.lines().size(); i++) {
            Chart.Line line = chart.lines().get(i);
            if (line.points().isEmpty()) {
                continue;
            }
            StringBuilder points = new StringBuilder();
            for (Chart.Point point : line.points()) {
                points.append(Svg.point(x.at(nines(point.percentile())), y.at(point.millis())))
                        .append(' ');
            }
            svg.path("curve s" + i, points.toString().strip(), line.name());
            Chart.Point last = line.points().getLast();
            labels.add(
                    new Label(line.name(), i, x.at(nines(last.percentile())), y.at(last.millis())));
        }
        labels(svg, labels);
        return svg.toString();
    }

    private static void axes(Svg svg, LogScale x, LogScale y) {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.at(tick), RIGHT, y.at(tick));
            svg.text("tick", LEFT - 6, y.at(tick) + 4, "end", Numbers.plain(tick));
        }
        for (double tick : TICKS) {
            if (nines(tick) <= x.high() * 1.0001) {
                svg.line("grid", x.at(nines(tick)), TOP, x.at(nines(tick)), BOTTOM);
                svg.text(
                        "tick",
                        x.at(nines(tick)),
                        BOTTOM + 17,
                        "middle",
                        tick == 0
                                ? "best"
                                : Double.toString(tick).replaceFirst("\\.0$", "") + " %");
            }
        }
        svg.text("axis", LEFT, BOTTOM + 38, "start", "share of deliveries that took no longer");
        svg.text("axis", LEFT - 56, TOP - 4, "start", "ms");
    }

    /// The names right of the lines' ends, pushed apart where they would overlap.
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

    private static double nines(double percentile) {
        return 1 / (1 - percentile / 100);
    }

    private record Label(String name, int index, double x, double y) {}
}
