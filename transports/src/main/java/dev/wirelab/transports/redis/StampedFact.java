package dev.wirelab.transports.redis;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.FactCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A fact as an entry of the stream holds it: with the process that appended it and a number that
/// rises with each of that process's facts.
///
/// A process that loses its connection cannot know whether its last facts were added, and sends
/// them again. All followers therefore skip an entry whose number is not above that of the latest
/// entry of its process: a fact counts once, however often it was sent.
///
/// @param process random, different at each start of a program
/// @param fact encoded by [FactCodec]
@SuppressWarnings("ArrayRecordComponent") // never compared
record StampedFact(long process, long number, byte[] fact) {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + 2 * Long.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(HEAD + fact.length)
                .put(VERSION)
                .putLong(process)
                .putLong(number)
                .put(fact)
                .array();
    }

    /// @throws IllegalArgumentException if this program cannot read it
    static StampedFact decode(byte[] value) {
        try {
            ByteBuffer in = ByteBuffer.wrap(value);
            if (in.get() != VERSION) {
                throw new IllegalArgumentException("an entry in an unknown version");
            }
            long process = in.getLong();
            long number = in.getLong();
            byte[] fact = new byte[in.remaining()];
            in.get(fact);
            return new StampedFact(process, number, fact);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("an entry that is no fact", e);
        }
    }

    /// Whether it is the same entry as one that has this stamp.
    boolean isStamped(long itsProcess, long itsNumber) {
        return process == itsProcess && number == itsNumber;
    }

    Fact decodedFact() {
        return FactCodec.decode(fact);
    }
}
