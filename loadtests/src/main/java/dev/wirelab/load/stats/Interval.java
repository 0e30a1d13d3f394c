package dev.wirelab.load.stats;

/// An estimate and the interval around it.
///
/// @param low at most the estimate; may be negative infinity
/// @param high at least the estimate; may be infinity
public record Interval(double estimate, double low, double high) {
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

    /// The interval of `e` to the power of what this is the interval of.
    Interval exp() {
        return new Interval(Math.exp(estimate), Math.exp(low), Math.exp(high));
    }
}
