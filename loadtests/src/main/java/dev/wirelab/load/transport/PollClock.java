package dev.wirelab.load.transport;

import dev.wirelab.load.plan.Timing;

/// The schedule of one reader's polls: a grid that is shifted by the reader's phase, so that the
/// polls of all readers are spread evenly whenever each of them began. A poll that is late skips
/// points of the grid; polls never bunch up.
final class PollClock {
    private final long intervalNanos;
    private long nextNanos;
    private boolean immediately;

    private PollClock(long intervalNanos, long firstNanos) {
        this.intervalNanos = intervalNanos;
        this.nextNanos = firstNanos;
    }

    static PollClock start(Timing timing, double phase) {
        return start(timing.pollInterval().toNanos(), phase, System.nanoTime());
    }

    static PollClock start(long intervalNanos, double phase, long nowNanos) {
        long offset = Math.round(intervalNanos * phase);
        long intoInterval = Math.floorMod(nowNanos - offset, intervalNanos);
        return new PollClock(intervalNanos, nowNanos + intervalNanos - intoInterval);
    }

    /// Records a response: one that was cut is followed by the next poll immediately.
    void answered(boolean more) {
        immediately = more;
    }

    long nextDueNanos() {
        return nextDueNanos(System.nanoTime());
    }

    long nextDueNanos(long nowNanos) {
        if (immediately) {
            return nowNanos;
        }
        long due = nextNanos;
        if (due - nowNanos < 0) {
            due += Math.ceilDiv(nowNanos - due, intervalNanos) * intervalNanos;
        }
        nextNanos = due + intervalNanos;
        return due;
    }
}
