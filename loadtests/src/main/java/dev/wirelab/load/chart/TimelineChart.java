package dev.wirelab.load.chart;

import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The seconds of each row's runs, one line per row and one bar per second: its height is the
/// throughput, and it is marked where messages took much longer than in the row's other seconds.
///
/// @param rows one line each
public record TimelineChart(List<Line> rows) implements Chart {
    private static final double WIDTH = 820;
    private static final double LEFT = 200;
    private static final double RIGHT = 790;
    private static final double STEP = 40;
    private static final double HEIGHT = 30;

    /// A second in which the longest latency is so many times the row's median one is marked.
    private static final double STALL = 10;

    private static final double LEAST_MILLIS = 100;

    /// A row.
    ///
    /// @param bars in their order
    public record Line(String name, List<Bar> bars) {
        double typicalMillis() {
            List<Double> sorted = bars.stream().map(Bar::maxMillis).sorted().toList();
            return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
        }

        boolean isStall(Bar bar) {
            return bar.maxMillis >= LEAST_MILLIS && bar.maxMillis > STALL * typicalMillis();
        }
    }

    /// A second of a run.
    ///
    /// @param run from 1
    /// @param second from 0
    /// @param arrived messages that arrived in it
    /// @param p50Millis median latency of those that were due in it
    /// @param maxMillis their longest latency
    public record Bar(int run, int second, long arrived, double p50Millis, double maxMillis) {
        String words() {
            return "run %d, second %d: %d arrived, p50 %s ms, max %s ms"
                    .formatted(
                            run,
                            second + 1,
                            arrived,
                            TextFormat.rounded(p50Millis),
                            TextFormat.rounded(maxMillis));
        }
    }

    /// The seconds in words in which a row stalled; none if there was no stall.
    public List<String> stalls() {
        return rows.stream()
                .flatMap(row ->
                        row.bars().stream()
                                .filter(row::isStall)
                                .map(bar -> row.name() + ", " + bar.words()))
                .toList();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, rows.size() * STEP + 6, "throughput in each second");
        long most =
                rows.stream()
                        .flatMap(row -> row.bars().stream())
                        .mapToLong(Bar::arrived)
                        .max()
                        .orElse(1);
        for (int i = 0; i < rows.size(); i++) {
            line(svg, rows.get(i), Math.max(1, most), (i + 1) * STEP);
        }
        return svg.toString();
    }

    private static void line(Svg svg, Line row, long most, double bottom) {
        svg.text("name", LEFT - 10, bottom - HEIGHT / 2 + 4, "end", row.name());
        svg.line("grid", LEFT, bottom, RIGHT, bottom);
        Map<Integer, List<Bar>> runs =
                row.bars().stream()
                        .collect(
                                Collectors.groupingBy(Bar::run, TreeMap::new, Collectors.toList()));
        // A bar's place is left free between two runs.
        double width = (RIGHT - LEFT) / Math.max(1, row.bars().size() + runs.size() - 1);
        double x = LEFT;
        for (List<Bar> bars : runs.values()) {
            for (Bar bar : bars) {
                double height = Math.max(1, HEIGHT * bar.arrived() / most);
                String look = row.isStall(bar) ? "bar off" : "bar";
                svg.box(look, x, bottom - height, width * 0.85, height, bar.words());
                x += width;
            }
            x += width;
        }
    }
}
