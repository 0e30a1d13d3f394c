package dev.wirelab.load.transport;

/// When one reader polls: on a grid of its own, `phase` of an interval after every other reader's,
/// so that the polls of all readers are spread evenly whenever each of them began. A poll that
/// comes too late leaves places of the grid out and never bunches up.
final class PollClock {
    private final long intervalNanos;
    private long nextNanos;
    private boolean atOnce;

    private PollClock(long intervalNanos, long firstNanos) {
        this.intervalNanos = intervalNanos;
        this.nextNanos = firstNanos;
    }

    static PollClock start(PollTimes times, double phase) {
        long interval = times.interval().toNanos();
        return start(interval, phase, System.nanoTime());
    }

    static PollClock start(long intervalNanos, double phase, long nowNanos) {
        long offset = Math.round(intervalNanos * phase);
        long intoInterval = Math.floorMod(nowNanos - offset, intervalNanos);
        return new PollClock(intervalNanos, nowNanos + intervalNanos - intoInterval);
    }

    /// Tells of an answer: one that was cut is followed by the next poll at once.
    void answered(boolean more) {
        atOnce = more;
    }

    long nextDueNanos() {
        return nextDueNanos(System.nanoTime());
    }

    long nextDueNanos(long nowNanos) {
        if (atOnce) {
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
