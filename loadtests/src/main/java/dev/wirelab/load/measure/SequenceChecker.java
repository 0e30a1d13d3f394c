package dev.wirelab.load.measure;

import java.util.BitSet;

/// Records which of the messages `0 … expected - 1` one reader received, how often and in which
/// order.
///
/// A message is **lost** if it never arrives, **duplicated** each time it arrives again, and **out
/// of order** if it arrives for the first time after one with a higher number. Not safe for
/// concurrent use.
public final class SequenceChecker {
    private final int expected;
    private final BitSet seen;
    private int highest = -1;
    private long duplicated;
    private long outOfOrder;

    /// A checker of `expected` messages.
    public SequenceChecker(int expected) {
        this.expected = expected;
        this.seen = new BitSet(expected);
    }

    /// Whether this number can be one of the messages at all.
    public boolean isExpected(int sequence) {
        return sequence >= 0 && sequence < expected;
    }

    /// Records an arrival.
    ///
    /// @return whether it is the first of this message
    public boolean arrived(int sequence) {
        if (!isExpected(sequence)) {
            throw new IllegalArgumentException("unexpected message: " + sequence);
        }
        if (seen.get(sequence)) {
            duplicated++;
            return false;
        }
        seen.set(sequence);
        if (sequence < highest) {
            outOfOrder++;
        } else {
            highest = sequence;
        }
        return true;
    }

    /// How many different messages arrived.
    public long delivered() {
        return seen.cardinality();
    }

    /// How many have not arrived so far.
    public long lost() {
        return expected - delivered();
    }

    /// How many arrivals repeated one.
    public long duplicated() {
        return duplicated;
    }

    /// How many arrived after a later one.
    public long outOfOrder() {
        return outOfOrder;
    }
}
