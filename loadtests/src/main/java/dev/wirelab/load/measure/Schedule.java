package dev.wirelab.load.measure;

/// An open-loop schedule: message `n` is due at `start + n / rate`, independent of the previous
/// ones.
///
/// @param startNanos when the first is due, on the monotonic clock
/// @param perSecond the rate, above 0
/// @param atOnce how many are due each time, from 1
public record Schedule(long startNanos, double perSecond, int atOnce) {
    private static final double NANOS_PER_SECOND = 1e9;

    /// Checks the rate.
    public Schedule {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be above 0: " + perSecond);
        }
    }

    /// One at a time.
    public Schedule(long startNanos, double perSecond) {
        this(startNanos, perSecond, 1);
    }

    /// When message `n` is due. Computed from the start each time, so that no rounding adds up.
    public long dueNanos(int n) {
        int beat = n / atOnce;
        return startNanos + Math.round(beat * (NANOS_PER_SECOND / perSecond));
    }

    /// How many messages are due in a span of time.
    public static int count(double perSecond, long spanNanos) {
        return Math.toIntExact(Math.round(perSecond * (spanNanos / NANOS_PER_SECOND)));
    }
}
