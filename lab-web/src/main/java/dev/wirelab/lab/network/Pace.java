package dev.wirelab.lab.network;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// Decides when the bytes of one direction of a lane arrive. All connections of the lane share its
/// rate. Safe for use by any number of threads.
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long delayNanos;
    private final long bitsPerSecond;
    private final ReentrantLock lock = new ReentrantLock();
    private long free = System.nanoTime();

    Pace(Duration delay, long bitsPerSecond) {
        this.delayNanos = delay.toNanos();
        this.bitsPerSecond = bitsPerSecond;
    }

    /// Bytes are sent now, after those that were sent before.
    ///
    /// @return when they arrive, by [System#nanoTime]
    long arrival(int bytes) {
        lock.lock();
        try {
            free = free - System.nanoTime() > 0 ? free : System.nanoTime();
            free += Math.round(bytes * (double) Byte.SIZE * NANOS_PER_SECOND / bitsPerSecond);
            return free + delayNanos;
        } finally {
            lock.unlock();
        }
    }
}
