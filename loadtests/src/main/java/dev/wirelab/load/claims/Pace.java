package dev.wirelab.load.claims;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for moments of the monotonic clock.
final class Pace {
    private Pace() {}

    /// Returns at a moment, or a little later; at once if it has passed.
    static void until(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    static void pause(Duration time) throws InterruptedException {
        until(System.nanoTime() + time.toNanos());
    }
}
