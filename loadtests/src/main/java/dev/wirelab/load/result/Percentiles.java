package dev.wirelab.load.result;

import org.HdrHistogram.Histogram;

/// Percentiles of a histogram in microseconds, each accurate to three digits.
///
/// @param count the number of values
/// @param p50 the median, and so on
public record Percentiles(
        long count, long min, long p50, long p90, long p95, long p99, long p999, long max) {
    /// Of an empty histogram.
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);

    /// The percentiles of a histogram of microseconds; all 0 if it is empty.
    public static Percentiles of(Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return NONE;
        }
        return new Percentiles(
                micros.getTotalCount(),
                micros.getMinValue(),
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(90),
                micros.getValueAtPercentile(95),
                micros.getValueAtPercentile(99),
                micros.getValueAtPercentile(99.9),
                micros.getMaxValue());
    }

    /// A percentile by its name.
    ///
    /// @param name `p50`, `p90` or `p99`
    public long of(String name) {
        return switch (name) {
            case "p50" -> p50;
            case "p90" -> p90;
            case "p99" -> p99;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
