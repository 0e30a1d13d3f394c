package dev.wirelab.load.report;

import dev.wirelab.load.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as people read them: three digits that mean something.
public final class Numbers {
    private static final MathContext THREE = new MathContext(3);
    private static final double WHOLE = 1000;

    /// What is less is what arithmetic leaves of nothing.
    private static final double LEAST = 1e-9;

    private Numbers() {}

    /// `0.0123`, `4.56`, `789`, `12346`.
    public static String plain(double number) {
        if (!Double.isFinite(number)) {
            return Double.isNaN(number) ? "–" : "∞";
        }
        if (Math.abs(number) >= WHOLE) {
            return Long.toString(Math.round(number));
        }
        if (Math.abs(number) < LEAST) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(THREE);
        return rounded.stripTrailingZeros().toPlainString();
    }

    /// Microseconds as milliseconds, to the last of them: `4.560`.
    static String millis(long micros) {
        return String.format(Locale.ROOT, "%.3f", micros / 1e3);
    }

    /// `1.9 times (1.6 to 2.3)`.
    public static String times(Interval ratio) {
        return plain(ratio.estimate()) + " times (" + range(ratio) + ")";
    }

    /// `1.6 to 2.3`.
    static String range(Interval interval) {
        return plain(interval.low()) + " to " + plain(interval.high());
    }

    /// A ratio as what it is above 1: `4.2 %`.
    static String percentAbove(double ratio) {
        return plain((ratio - 1) * 100) + " %";
    }
}
