package dev.wirelab.core.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the values of which encodings consist, as [FactCodec] describes them. Used by one thread.
public final class ByteWriter {
    private byte[] buffer;
    private int size;

    /// @param version the first byte
    /// @param size about how many bytes there will be
    public ByteWriter(int version, int size) {
        buffer = new byte[Math.max(1, size)];
        octet(version);
    }

    private void reserve(int more) {
        if (more > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.addExact(size, Math.max(more, size)));
        }
    }

    /// Writes a byte.
    public ByteWriter octet(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /// Writes a whole number.
    public ByteWriter number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        return octet((int) rest);
    }

    /// Writes a string.
    public ByteWriter string(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes bytes and their number.
    public ByteWriter bytes(byte[] value) {
        number(value.length);
        return raw(value);
    }

    private ByteWriter raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    /// Writes a string that may be null.
    public ByteWriter nullable(@Nullable String value) {
        if (value == null) {
            return number(0);
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return number(utf8.length + 1L).raw(utf8);
    }

    /// Writes an instant.
    public ByteWriter instant(Instant value) {
        return number(value.getEpochSecond()).number(value.getNano());
    }

    /// Writes sixteen bytes.
    public ByteWriter uuid(UUID value) {
        return eight(value.getMostSignificantBits()).eight(value.getLeastSignificantBits());
    }

    private ByteWriter eight(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            octet((int) (value >>> shift));
        }
        return this;
    }

    /// What was written.
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }
}
