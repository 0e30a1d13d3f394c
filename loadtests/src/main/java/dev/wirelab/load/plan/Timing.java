package dev.wirelab.load.plan;

import dev.wirelab.load.measure.Schedule;
import java.time.Duration;

/// The durations of a workload.
///
/// @param pollIntervalMillis the time from one short poll of a reader to its next
/// @param pollWaitSeconds how long the lab may hold a long poll, 1 to 30
/// @param warmUpMillis how long messages are published before the measured ones; may be 0
/// @param durationMillis how long the workload is measured
public record Timing(
        long pollIntervalMillis, int pollWaitSeconds, long warmUpMillis, long durationMillis) {

    /// How long messages are published before the measured ones.
    public Duration warmUp() {
        return Duration.ofMillis(warmUpMillis);
    }

    /// How long the workload is measured.
    public Duration duration() {
        return Duration.ofMillis(durationMillis);
    }

    /// The same durations, but for that of the measurement.
    public Timing lasting(long millis) {
        return new Timing(pollIntervalMillis, pollWaitSeconds, warmUpMillis, millis);
    }

    /// The number of warm-up messages at a rate.
    int warmUpMessages(double perSecond) {
        return Schedule.count(perSecond, warmUp().toNanos());
    }

    /// The number of measured messages at a rate.
    int messages(double perSecond) {
        return Schedule.count(perSecond, duration().toNanos());
    }

    /// The time from one short poll of a reader to its next.
    public Duration pollInterval() {
        return Duration.ofMillis(pollIntervalMillis);
    }

    /// How long the lab may hold a long poll.
    public Duration pollWait() {
        return Duration.ofSeconds(pollWaitSeconds);
    }
}
