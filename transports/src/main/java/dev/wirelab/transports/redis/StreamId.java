package dev.wirelab.transports.redis;

import java.nio.charset.StandardCharsets;

/// The id of an entry of the stream.
///
/// @param epoch identifies one life of the log; a later one is larger
/// @param number the number of the entry in its epoch, from 0
record StreamId(long epoch, long number) implements Comparable<StreamId> {
    /// Before the first entry.
    static final StreamId NONE = new StreamId(0, 0);

    static StreamId parse(byte[] id) {
        String text = new String(id, StandardCharsets.US_ASCII);
        int dash = text.indexOf('-');
        return new StreamId(
                Long.parseLong(text, 0, dash, 10),
                Long.parseLong(text, dash + 1, text.length(), 10));
    }

    /// Whether no entry is missing between this one and the next one.
    boolean isFollowedBy(StreamId next) {
        return next.epoch == epoch
                ? next.number == number + 1
                : next.epoch > epoch && next.number == 0;
    }

    /// Whether it is after another one.
    boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(StreamId other) {
        int epochs = Long.compare(epoch, other.epoch);
        return epochs == 0 ? Long.compare(number, other.number) : epochs;
    }

    @Override
    public String toString() {
        return epoch + "-" + number;
    }
}
