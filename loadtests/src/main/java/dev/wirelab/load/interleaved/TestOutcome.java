package dev.wirelab.load.interleaved;

import dev.wirelab.load.stats.Interval;

/// The outcome of a test.
public enum TestOutcome {
    /// The tested statement is true.
    YES,
    /// It is false.
    NO,
    /// Within the noise, or not measured.
    INCONCLUSIVE;

    /// The outcome of what is known for certain.
    public static TestOutcome of(boolean known) {
        return known ? YES : NO;
    }

    /// Whether a value is at least `limit`, given its confidence interval. Inconclusive if the
    /// limit lies within the interval.
    public static TestOutcome isAtLeast(double limit, Interval interval) {
        if (interval.low() >= limit) {
            return YES;
        }
        return interval.high() < limit ? NO : INCONCLUSIVE;
    }

    /// Whether both are true.
    public TestOutcome and(TestOutcome other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : INCONCLUSIVE;
    }

    /// Whether at least one is true.
    public TestOutcome or(TestOutcome other) {
        return not().and(other.not()).not();
    }

    private TestOutcome not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }
}
