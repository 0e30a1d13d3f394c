package dev.wirelab.load.claims;

import dev.wirelab.load.stats.Interval;

/// What an experiment answers to one question that a claim depends on.
enum Answer {
    YES,
    NO,

    /// Within the noise, or not measured.
    OPEN;

    /// To a question that counting decides.
    static Answer of(boolean known) {
        return known ? YES : NO;
    }

    /// Whether what lies in an interval is at least so much: open if the limit lies in it too.
    static Answer isAtLeast(double limit, Interval interval) {
        if (interval.low() >= limit) {
            return YES;
        }
        return interval.high() < limit ? NO : OPEN;
    }

    /// Whether both are so.
    Answer and(Answer other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : OPEN;
    }

    /// Whether one of them is so.
    Answer or(Answer other) {
        return not(not(this).and(not(other)));
    }

    private static Answer not(Answer answer) {
        return switch (answer) {
            case YES -> NO;
            case NO -> YES;
            case OPEN -> OPEN;
        };
    }
}
