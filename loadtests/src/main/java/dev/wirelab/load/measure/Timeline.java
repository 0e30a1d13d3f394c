package dev.wirelab.load.measure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What happened in each second of the measurement: how many messages arrived in it, and the
/// latency of those that were due in it. So a stall is seen where it happened. Safe for use by any
/// number of threads.
public final class Timeline {
    /// Percentiles of a second are accurate to two digits, to keep long measurements small.
    private static final int DIGITS = 2;

    private final AtomicIntegerArray arrived;
    private final AtomicReferenceArray<@Nullable Histogram> latencies;

    /// A second of the measurement.
    ///
    /// @param second from 0; the last one counts all later arrivals, too
    /// @param arrived messages that reached readers in it
    /// @param due deliveries of messages that were due in it, whenever they arrived
    /// @param p50Micros their median latency, in microseconds, of two digits
    /// @param p99Micros their 99th percentile
    /// @param maxMicros their longest
    public record Second(
            int second, long arrived, long due, long p50Micros, long p99Micros, long maxMicros) {}

    /// @param duration how long messages are due
    public Timeline(Duration duration) {
        int seconds = Math.toIntExact(Math.max(1, Math.ceilDiv(duration.toMillis(), 1_000)));
        this.arrived = new AtomicIntegerArray(seconds);
        this.latencies = new AtomicReferenceArray<>(seconds);
    }

    /// Records a delivery.
    ///
    /// @param due when it was due, in nanoseconds from the start of the measurement
    /// @param arrival when it arrived
    public void record(long due, long arrival) {
        arrived.incrementAndGet(second(arrival));
        int index = second(due);
        latency(index)
                .recordValue(
                        Math.clamp((arrival - due) / 1_000, 0, LatencyRecorder.HIGHEST_MICROS));
    }

    private Histogram latency(int second) {
        Histogram found = latencies.get(second);
        if (found != null) {
            return found;
        }
        Histogram own = new ConcurrentHistogram(DIGITS);
        Histogram other = latencies.compareAndExchange(second, null, own);
        return other == null ? own : other;
    }

    private int second(long nanos) {
        return Math.clamp(nanos / 1_000_000_000, 0, arrived.length() - 1);
    }

    /// Every second so far.
    public List<Second> seconds() {
        return IntStream.range(0, arrived.length()).mapToObj(this::second).toList();
    }

    private Second second(int index) {
        Histogram latency = latencies.get(index);
        return latency == null
                ? new Second(index, arrived.get(index), 0, 0, 0, 0)
                : new Second(
                        index,
                        arrived.get(index),
                        latency.getTotalCount(),
                        latency.getValueAtPercentile(50),
                        latency.getValueAtPercentile(99),
                        latency.getMaxValue());
    }
}
