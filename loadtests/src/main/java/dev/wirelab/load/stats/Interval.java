package dev.wirelab.load.stats;

/// An estimate and the interval around it.
///
/// @param low at most the estimate; may be negative infinity
/// @param high at least the estimate; may be infinity
public record Interval(double estimate, double low, double high) {
    /// Exactly 0.
    public static final Interval ZERO = new Interval(0, 0, 0);

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

    /// All three multiplied by a factor that is not negative.
    public Interval times(double factor) {
        return new Interval(estimate * factor, low * factor, high * factor);
    }

    /// The interval of `e` to the power of what this is the interval of.
    Interval exp() {
        return new Interval(Math.exp(estimate), Math.exp(low), Math.exp(high));
    }
}
