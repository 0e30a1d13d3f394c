package dev.wirelab.load.plan;

import dev.wirelab.load.measure.Schedule;
import dev.wirelab.load.transport.PollTimes;
import java.time.Duration;

/// What every workload is told of time.
///
/// @param pollIntervalMillis from one short poll of a reader to its next
/// @param pollWaitSeconds how long the lab may hold a long poll, 1 to 30
/// @param warmUpMillis how long messages are said before those that are measured; may be 0
/// @param durationMillis how long is measured
public record Timing(
        long pollIntervalMillis, int pollWaitSeconds, long warmUpMillis, long durationMillis) {

    /// How long messages are said before those that are measured.
    public Duration warmUp() {
        return Duration.ofMillis(warmUpMillis);
    }

    /// How long is measured.
    public Duration duration() {
        return Duration.ofMillis(durationMillis);
    }

    /// This, measured for another time.
    public Timing lasting(long millis) {
        return new Timing(pollIntervalMillis, pollWaitSeconds, warmUpMillis, millis);
    }

    /// How many messages of a rate warm up.
    int warmUpMessages(double perSecond) {
        return Schedule.count(perSecond, warmUp().toNanos());
    }

    /// How many messages of a rate are measured.
    int messages(double perSecond) {
        return Schedule.count(perSecond, duration().toNanos());
    }

    /// How readers poll.
    public PollTimes pollTimes() {
        return new PollTimes(
                Duration.ofMillis(pollIntervalMillis), Duration.ofSeconds(pollWaitSeconds));
    }
}
