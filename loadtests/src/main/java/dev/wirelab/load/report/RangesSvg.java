package dev.wirelab.load.report;

import java.util.stream.DoubleStream;

/// Draws values beside the bands that they are held against.
final class RangesSvg {
    private static final double WIDTH = 820;
    private static final double LEFT = 200;
    private static final double RIGHT = 790;
    private static final double STEP = 24;
    private static final double BAND = 10;
    private static final double THIN = 3;

    private RangesSvg() {}

    static String draw(Chart.Ranges chart) {
        double bottom = chart.ranges().size() * STEP + 6;
        Svg svg = new Svg(WIDTH, bottom + 58, chart.markName() + " and " + chart.bandName());
        LogScale x =
                LogScale.around(
                        chart.ranges().stream()
                                .flatMapToDouble(range ->
                                        DoubleStream.of(
                                                range.mark(),
                                                range.band().low(),
                                                range.band().high())),
                        LEFT,
                        RIGHT);
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), 0, x.at(tick), bottom);
            svg.text("tick", x.at(tick), bottom + 15, "middle", Numbers.plain(tick));
        }
        svg.text("axis", RIGHT, bottom + 32, "end", chart.unit());
        for (int i = 0; i < chart.ranges().size(); i++) {
            Chart.Range range = chart.ranges().get(i);
            double y = 4 + (i + 0.5) * STEP;
            svg.text("name", LEFT - 10, y + 4, "end", range.name());
            double from = x.at(range.band().low());
            double width = Math.max(THIN, x.at(range.band().high()) - from);
            svg.box(
                    "band",
                    from - (width == THIN ? THIN / 2 : 0),
                    y - BAND / 2,
                    width,
                    BAND,
                    chart.bandName() + ": " + Numbers.range(range.band()));
            svg.dot(
                    range.isOff() ? "mark off" : "mark",
                    x.at(range.mark()),
                    y,
                    5,
                    chart.markName() + ": " + Numbers.plain(range.mark()));
        }
        legend(svg, chart, bottom + 44);
        return svg.toString();
    }

    private static void legend(Svg svg, Chart.Ranges chart, double y) {
        svg.dot("mark", LEFT + 6, y, 5, chart.markName());
        svg.text("tick", LEFT + 18, y + 4, "start", chart.markName());
        svg.dot("mark off", LEFT + 126, y, 5, "beyond the noise");
        svg.text("tick", LEFT + 138, y + 4, "start", "beyond the noise");
        svg.box("band", LEFT + 276, y - BAND / 2, 24, BAND, chart.bandName());
        svg.text("tick", LEFT + 306, y + 4, "start", chart.bandName());
    }
}
