package dev.wirelab.transports.redis;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the entries of the stream up to one of them have led to, so that a node need not read them.
///
/// @param numbers the latest number of each process, see [StampedFact]
/// @param state as the follower of the log has encoded it
@SuppressWarnings("ArrayRecordComponent") // never compared
record Snapshot(Header header, Map<Long, Long> numbers, byte[] state) {
    private static final int CHUNK = 1024 * 1024;
    private static final byte VERSION = 1;

    /// Which snapshot it is.
    ///
    /// @param last the last entry before it
    /// @param process the stamp of that entry, by which it is recognized
    /// @param number the other part of the stamp
    /// @param facts how many facts there are up to it
    /// @param bytes the size of all entries up to it
    /// @param size of the state, in bytes
    record Header(StreamId last, long process, long number, long facts, long bytes, long size) {
        private byte[] encode() {
            return ByteBuffer.allocate(1 + 7 * Long.BYTES)
                    .put(VERSION)
                    .putLong(last.epoch())
                    .putLong(last.number())
                    .putLong(process)
                    .putLong(number)
                    .putLong(facts)
                    .putLong(bytes)
                    .putLong(size)
                    .array();
        }

        /// @throws IllegalArgumentException if this program cannot read it
        static Header decode(byte[] value) {
            try {
                ByteBuffer in = ByteBuffer.wrap(value);
                byte version = in.get();
                if (version != VERSION) {
                    throw new IllegalArgumentException(
                            "a snapshot in version %d; this program reads version %d"
                                    .formatted(version, VERSION));
                }
                return new Header(
                        new StreamId(in.getLong(), in.getLong()),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong(),
                        in.getLong());
            } catch (BufferUnderflowException e) {
                throw new IllegalArgumentException("a key that is no snapshot", e);
            }
        }

        /// Whether an entry is the last one before this snapshot.
        boolean isAfter(StreamEntry entry) {
            return entry.id().equals(last)
                    && StampedFact.decode(entry.value()).isStamped(process, number);
        }
    }

    /// In parts, each of at most 1 MiB, so that Redis is never busy with one for long. The header
    /// is the first one.
    List<byte[]> encode() {
        ByteBuffer stamps = ByteBuffer.allocate(numbers.size() * 2 * Long.BYTES);
        numbers.forEach((process, number) -> stamps.putLong(process).putLong(number));
        List<byte[]> parts = new ArrayList<>();
        parts.add(header.encode());
        parts.add(stamps.array());
        for (int from = 0; from < state.length; from += CHUNK) {
            parts.add(Arrays.copyOfRange(state, from, Math.min(state.length, from + CHUNK)));
        }
        return parts;
    }

    /// @throws IllegalArgumentException if this program cannot read it
    static Snapshot decode(List<byte[]> parts) {
        Header header = Header.decode(parts.getFirst());
        long size = parts.stream().skip(2).mapToLong(part -> part.length).sum();
        if (parts.size() < 2 || size != header.size()) {
            throw new IllegalArgumentException("a snapshot of which parts are missing");
        }
        ByteBuffer stamps = ByteBuffer.wrap(parts.get(1));
        Map<Long, Long> numbers = new HashMap<>();
        while (stamps.remaining() >= 2 * Long.BYTES) {
            numbers.put(stamps.getLong(), stamps.getLong());
        }
        ByteBuffer state = ByteBuffer.allocate((int) size);
        parts.stream().skip(2).forEach(state::put);
        return new Snapshot(header, numbers, state.array());
    }
}
