package dev.wirelab.load.chart;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/// Maps values above 0 to positions on a logarithmic axis.
///
/// @param low the value at `from`
/// @param high the value at `to`, above `low`
record LogScale(double low, double high, double from, double to) {
    private static final double[] STEPS = {1, 2, 5};
    private static final int FEW = 3;

    /// A scale that encloses these values, with round ends.
    static LogScale around(DoubleStream values, double from, double to) {
        DoubleSummaryStatistics range =
                values.filter(value -> value > 0 && Double.isFinite(value)).summaryStatistics();
        if (range.getCount() == 0) {
            return new LogScale(0.1, 10, from, to);
        }
        double low = round(range.getMin(), false);
        double high = round(range.getMax(), true);
        return new LogScale(low, high > low ? high : low * 10, from, to);
    }

    /// The nearest 1, 2 or 5 times a power of ten below or above.
    private static double round(double value, boolean up) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double best = up ? decade * 10 : decade;
        for (double step : STEPS) {
            double candidate = decade * step;
            if (up && candidate >= value * 0.9999) {
                return candidate;
            }
            if (!up && candidate <= value * 1.0001) {
                best = candidate;
            }
        }
        return best;
    }

    double at(double value) {
        double share = Math.log(Math.clamp(value, low, high) / low) / Math.log(high / low);
        return from + share * (to - from);
    }

    /// The ticks: the powers of ten, and steps between them if those are few.
    List<Double> ticks() {
        List<Double> decades = between(new double[] {1});
        return decades.size() > FEW ? decades : between(STEPS);
    }

    private List<Double> between(double[] steps) {
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(Math.log10(low)));
                decade <= high * 1.0001;
                decade *= 10) {
            for (double step : steps) {
                double tick = decade * step;
                if (tick >= low * 0.9999 && tick <= high * 1.0001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
