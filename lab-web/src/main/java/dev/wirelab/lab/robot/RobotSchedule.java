package dev.wirelab.lab.robot;

import java.time.Duration;
import java.time.Instant;

/// When the robot's texts are due: number n at the start plus n / rate, whatever became of the ones
/// before it. For one thread.
final class RobotSchedule {
    /// Who is later than this, since the machine slept, goes on from now.
    private static final long HOPELESS_NANOS = Duration.ofSeconds(2).toNanos();

    private static final double NANOS_A_SECOND = 1e9;

    private final double rate;
    private long startNanos;
    private Instant start;
    private long sinceStart = 1;

    /// @param rate texts a second; 0 for none
    RobotSchedule(double rate, long nowNanos, Instant now) {
        this.rate = rate;
        this.startNanos = nowNanos;
        this.start = now;
    }

    private long offsetNanos() {
        return (long) (sinceStart * (NANOS_A_SECOND / rate));
    }

    /// Nanoseconds until the next is due, less than 0 if it is late; a very long time if none is.
    long nanosLeft(long nowNanos) {
        return rate == 0 ? Long.MAX_VALUE : startNanos + offsetNanos() - nowNanos;
    }

    /// Takes the next.
    ///
    /// @return the moment it is due
    Instant take(long nowNanos, Instant now) {
        if (nanosLeft(nowNanos) < -HOPELESS_NANOS) {
            startNanos = nowNanos;
            start = now;
            sinceStart = 0;
        }
        Instant due = start.plusNanos(offsetNanos());
        sinceStart++;
        return due;
    }
}
