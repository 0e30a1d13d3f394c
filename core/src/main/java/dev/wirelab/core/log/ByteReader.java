package dev.wirelab.core.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what a [ByteWriter] wrote.
///
/// Its methods throw `BufferUnderflowException` if the bytes end early, `IllegalArgumentException`
/// if a number is too long, and `DateTimeException` or `ArithmeticException` for an instant that
/// does not exist. Used by one thread.
public final class ByteReader {
    private final ByteBuffer in;

    /// Begins with the first byte.
    public ByteReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /// Reads a byte, from 0 to 255.
    public int octet() {
        return in.get() & 0xff;
    }

    /// Reads a whole number.
    public long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    /// Reads how many of something follow, each of at least a byte: no more than there are bytes.
    public int count() {
        long count = number();
        if (count < 0 || count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    /// Reads a string.
    public String string() {
        return utf8(number());
    }

    /// Reads a string that may be null.
    public @Nullable String nullable() {
        long length = number();
        return length == 0 ? null : utf8(length - 1);
    }

    private String utf8(long length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /// Reads bytes and their number.
    public byte[] bytes() {
        return bytes(number());
    }

    private byte[] bytes(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /// Reads an instant.
    public Instant instant() {
        return Instant.ofEpochSecond(number(), number());
    }

    /// Reads sixteen bytes.
    public UUID uuid() {
        return new UUID(in.getLong(), in.getLong());
    }

    /// Whether there are no more bytes.
    public boolean isAtEnd() {
        return !in.hasRemaining();
    }
}
