package dev.wirelab.load.plan;

import dev.wirelab.load.measure.Schedule;
import dev.wirelab.load.transport.PollTimes;
import java.time.Duration;

/// What the fan-out workload asks: one publisher says `rate` messages a second to one group that
/// `readers` other sessions read.
///
/// @param readers how many read, from 1
/// @param rate messages a second, above 0
/// @param textBytes the size of each text, from [dev.wirelab.load.measure.Stamp#MIN_BYTES] to 4,096
/// @param pollIntervalMillis from one short poll of a reader to its next
/// @param pollWaitSeconds how long the lab may hold a long poll, 1 to 30
/// @param warmUpMillis how long messages are said before those that are measured; may be 0
/// @param durationMillis how long measured messages are said
public record FanOut(
        int readers,
        double rate,
        int textBytes,
        long pollIntervalMillis,
        int pollWaitSeconds,
        long warmUpMillis,
        long durationMillis) {

    /// How many messages warm up.
    public int warmUpMessages() {
        return Schedule.count(rate, Duration.ofMillis(warmUpMillis).toNanos());
    }

    /// How many messages are measured.
    public int messages() {
        return Schedule.count(rate, Duration.ofMillis(durationMillis).toNanos());
    }

    /// How many deliveries are due in all.
    public long expected() {
        return (long) messages() * readers;
    }

    /// How readers poll.
    public PollTimes pollTimes() {
        return new PollTimes(
                Duration.ofMillis(pollIntervalMillis), Duration.ofSeconds(pollWaitSeconds));
    }
}
