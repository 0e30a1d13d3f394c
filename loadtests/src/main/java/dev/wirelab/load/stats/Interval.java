package dev.wirelab.load.stats;

/// An estimate and its confidence interval.
///
/// @param low at most the estimate; may be negative infinity
/// @param high at least the estimate; may be infinity
public record Interval(double estimate, double low, double high) {
    /// Exactly 0.
    public static final Interval ZERO = new Interval(0, 0, 0);

    /// Exactly 1.
    public static final Interval ONE = new Interval(1, 1, 1);

    /// @throws IllegalArgumentException if the estimate is not within
    public Interval {
        if (!(low <= estimate && estimate <= high)) {
            throw new IllegalArgumentException(low + " <= " + estimate + " <= " + high);
        }
    }

    /// Whether `value` is neither below nor above.
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /// The interval multiplied by a factor, which must not be negative.
    public Interval times(double factor) {
        return new Interval(estimate * factor, low * factor, high * factor);
    }

    /// The sum of two intervals, bound by bound.
    public Interval plus(Interval other) {
        return new Interval(estimate + other.estimate, low + other.low, high + other.high);
    }

    /// The interval of `exp(x)`, where this is the interval of `x`.
    Interval exp() {
        return new Interval(Math.exp(estimate), Math.exp(low), Math.exp(high));
    }
}
