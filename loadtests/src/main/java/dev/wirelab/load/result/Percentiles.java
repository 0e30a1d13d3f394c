package dev.wirelab.load.result;

import org.HdrHistogram.Histogram;

/// What is told of a histogram, in microseconds, each value accurate to three digits.
///
/// @param count how many spans
/// @param p50 half of them were no longer than this, and so on
public record Percentiles(
        long count, long min, long p50, long p90, long p95, long p99, long p999, long max) {
    /// Of nothing.
    public static final Percentiles NONE = new Percentiles(0, 0, 0, 0, 0, 0, 0, 0);

    /// Of a histogram of microseconds; all 0 if it is empty.
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
}
