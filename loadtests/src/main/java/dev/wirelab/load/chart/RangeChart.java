package dev.wirelab.load.chart;

import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.stream.DoubleStream;

/// Values beside the intervals that they are compared with, one line each, on a logarithmic axis.
///
/// @param unit the unit of the axis
/// @param markName the meaning of the dot, such as "measured"
/// @param bandName the meaning of the band, such as "predicted"
public record RangeChart(String unit, String markName, String bandName, List<Range> ranges)
        implements Chart {
    private static final double WIDTH = 820;
    private static final double LEFT = 200;
    private static final double RIGHT = 790;
    private static final double STEP = 24;
    private static final double BAND = 10;
    private static final double THIN = 3;
    private static final String OFF = "beyond the noise";

    /// One line.
    ///
    /// @param mark the dot, above 0
    /// @param band the band, above 0
    /// @param isOff whether the dot is farther from the band than the noise explains
    public record Range(String name, double mark, Interval band, boolean isOff) {}

    @Override
    public String svg() {
        double bottom = ranges.size() * STEP + 6;
        Svg svg = new Svg(WIDTH, bottom + 58, markName + " and " + bandName);
        DoubleStream values =
                ranges.stream()
                        .flatMapToDouble(range ->
                                DoubleStream.of(
                                        range.mark(), range.band().low(), range.band().high()));
        LogScale x = LogScale.around(values, LEFT, RIGHT);
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), 0, x.at(tick), bottom);
            svg.text("tick", x.at(tick), bottom + 15, "middle", TextFormat.rounded(tick));
        }
        svg.text("axis", RIGHT, bottom + 32, "end", unit);
        for (int i = 0; i < ranges.size(); i++) {
            line(svg, ranges.get(i), x, 4 + (i + 0.5) * STEP);
        }
        legend(svg, bottom + 44);
        return svg.toString();
    }

    private void line(Svg svg, Range range, LogScale x, double y) {
        svg.text("name", LEFT - 10, y + 4, "end", range.name());
        double from = x.at(range.band().low());
        double width = Math.max(THIN, x.at(range.band().high()) - from);
        String band = bandName + ": " + TextFormat.range(range.band());
        svg.box("band", from - (width == THIN ? THIN / 2 : 0), y - BAND / 2, width, BAND, band);
        String mark = markName + ": " + TextFormat.rounded(range.mark());
        svg.dot(range.isOff() ? "mark off" : "mark", x.at(range.mark()), y, 5, mark);
    }

    private void legend(Svg svg, double y) {
        svg.dot("mark", LEFT + 6, y, 5, markName);
        svg.text("tick", LEFT + 18, y + 4, "start", markName);
        svg.dot("mark off", LEFT + 126, y, 5, OFF);
        svg.text("tick", LEFT + 138, y + 4, "start", OFF);
        svg.box("band", LEFT + 276, y - BAND / 2, 24, BAND, bandName);
        svg.text("tick", LEFT + 306, y + 4, "start", bandName);
    }
}
