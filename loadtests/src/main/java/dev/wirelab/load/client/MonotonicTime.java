package dev.wirelab.load.client;

import java.time.Duration;

/// Sleeps by the monotonic clock, [System#nanoTime()].
public final class MonotonicTime {
    private MonotonicTime() {}

    /// Returns at an instant or slightly later; immediately if it has passed.
    public static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(nanos - System.nanoTime()));
    }

    /// Returns after a time or slightly later.
    public static void pause(Duration time) throws InterruptedException {
        sleepUntil(System.nanoTime() + time.toNanos());
    }
}
