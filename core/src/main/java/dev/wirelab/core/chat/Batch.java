package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Format;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Events that are due together, to be sent in one write. Readers who are due the same share one
/// batch and with it the encoded bytes, which nobody may change. Safe for use by any number of
/// threads.
public final class Batch {
    private final List<EncodedEvent> events;
    private final Cursor cursor;
    private final boolean more;
    private final AtomicReferenceArray<byte @Nullable []> encodings =
            new AtomicReferenceArray<>(Format.values().length);

    Batch(List<EncodedEvent> events, Cursor cursor, boolean more) {
        this.events = events;
        this.cursor = cursor;
        this.more = more;
    }

    /// The events in their order.
    public List<EncodedEvent> events() {
        return events;
    }

    /// Whether nothing is due.
    public boolean isEmpty() {
        return events.isEmpty();
    }

    /// The place to read on from.
    public Cursor cursor() {
        return cursor;
    }

    /// Whether it was cut, and more is due already.
    public boolean more() {
        return more;
    }

    /// The bytes of one write. Made once.
    public byte[] bytes(Format format) {
        byte[] bytes = encodings.get(format.ordinal());
        if (bytes == null) {
            // Two threads may both encode; both results are equal.
            bytes = format.join(events, cursor, more);
            encodings.set(format.ordinal(), bytes);
        }
        return bytes;
    }
}
