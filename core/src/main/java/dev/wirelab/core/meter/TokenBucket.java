package dev.wirelab.core.meter;

/// Admits events at a bounded rate: some at once, and then so many a second. Safe for use by any
/// number of threads.
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAt;

    /// A full bucket.
    ///
    /// @param perSecond the rate at which it is refilled
    /// @param burst what it holds
    /// @param nanos the current time of the nano clock
    public TokenBucket(double perSecond, double burst, long nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = nanos;
    }

    /// Admits one event.
    ///
    /// @param nanos the current time of the nano clock
    /// @return false if the rate is exceeded
    public synchronized boolean take(long nanos) {
        fill(nanos);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /// Whether [#take] would admit one.
    public synchronized boolean has(long nanos) {
        fill(nanos);
        return tokens >= 1;
    }

    /// Whether nothing was taken for so long that it is like a new one.
    public synchronized boolean isFull(long nanos) {
        fill(nanos);
        return tokens >= burst;
    }

    private void fill(long nanos) {
        long since = nanos - filledAt;
        if (since > 0) {
            tokens = Math.min(burst, tokens + since / NANOS * perSecond);
            filledAt = nanos;
        }
    }
}
