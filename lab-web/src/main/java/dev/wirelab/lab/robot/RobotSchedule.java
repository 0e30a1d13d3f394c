package dev.wirelab.lab.robot;

import java.time.Duration;
import java.time.Instant;

/// The intended times of the robot's texts: text n is due at the start plus n / rate, even if
/// earlier texts were late. Used by one thread.
final class RobotSchedule {
    /// Beyond this delay, such as after a suspension of the machine, the schedule restarts.
    private static final long MAX_DELAY_NANOS = Duration.ofSeconds(2).toNanos();

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

    /// Nanoseconds until the next text is due, negative if it is late; [Long#MAX_VALUE] without a
    /// rate.
    long nanosLeft(long nowNanos) {
        return rate == 0 ? Long.MAX_VALUE : startNanos + offsetNanos() - nowNanos;
    }

    /// Takes the next text.
    ///
    /// @return its intended time
    Instant take(long nowNanos, Instant now) {
        if (nanosLeft(nowNanos) < -MAX_DELAY_NANOS) {
            startNanos = nowNanos;
            start = now;
            sinceStart = 0;
        }
        Instant due = start.plusNanos(offsetNanos());
        sinceStart++;
        return due;
    }
}
