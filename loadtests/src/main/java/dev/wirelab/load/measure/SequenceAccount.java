package dev.wirelab.load.measure;

import java.util.BitSet;

/// Which of the messages `0 … expected - 1` one reader got, how often and in which order.
///
/// A message is **lost** if it never came, **duplicated** once for each time it came again, and
/// **out of order** if it came for the first time after one with a higher number. Not safe for
/// concurrent use.
public final class SequenceAccount {
    private final int expected;
    private final BitSet seen;
    private int highest = -1;
    private long duplicated;
    private long outOfOrder;

    /// Begins an account of `expected` messages.
    public SequenceAccount(int expected) {
        this.expected = expected;
        this.seen = new BitSet(expected);
    }

    /// Whether this number can be one of the messages at all.
    public boolean isExpected(int sequence) {
        return sequence >= 0 && sequence < expected;
    }

    /// Enters an arrival.
    ///
    /// @return whether it is the first of this message
    public boolean arrived(int sequence) {
        if (!isExpected(sequence)) {
            throw new IllegalArgumentException("no message of this account: " + sequence);
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

    /// How many different messages came.
    public long delivered() {
        return seen.cardinality();
    }

    /// How many never came, so far.
    public long lost() {
        return expected - delivered();
    }

    /// How many arrivals repeated one.
    public long duplicated() {
        return duplicated;
    }

    /// How many came after one that they should have come before.
    public long outOfOrder() {
        return outOfOrder;
    }
}
