package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.ProtocolVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pending events that are sent in one write. Readers with the same pending events share one batch
/// and its encoded bytes, which must not be modified. Safe for use by any number of threads.
public final class Batch {
    /// The largest size of the events of one write, in bytes of JSON; a single event always fits.
    public static final int MAX_BYTES = 64 * 1024;

    private final List<EncodedEvent> events;
    private final Cursor cursor;
    private final boolean more;
    private final boolean isBinary;
    private volatile @Nullable Encoding encodings;

    /// The encoded bytes in one format, as a node of a linked list: few formats are in use at a
    /// time.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Encoding(
            EventFormat format, ProtocolVersion version, byte[] bytes, @Nullable Encoding next) {}

    Batch(List<EncodedEvent> events, Cursor cursor, boolean more) {
        this.events = events;
        this.cursor = cursor;
        this.more = more;
        this.isBinary = containsBinary(events);
    }

    private static boolean containsBinary(List<EncodedEvent> events) {
        for (EncodedEvent event : events) {
            if (event.isBinary()) {
                return true;
            }
        }
        return false;
    }

    /// The events in their order.
    public List<EncodedEvent> events() {
        return events;
    }

    /// Whether there are no events.
    public boolean isEmpty() {
        return events.isEmpty();
    }

    /// The cursor to resume from.
    public Cursor cursor() {
        return cursor;
    }

    /// Whether the batch was cut at its size limit, so that more events are already pending.
    public boolean more() {
        return more;
    }

    /// The bytes of one write in this format, for clients of a version of the protocol. They are
    /// shared and must not be modified.
    public byte[] bytes(EventFormat format, ProtocolVersion version) {
        if (!isBinary) {
            // Equal in all versions.
            return encoded(format, ProtocolVersion.V1);
        }
        return switch (version) {
            case V1 -> encoded(format, version);
            case V2 -> encoded(format.binary(), version);
        };
    }

    @SuppressWarnings("ReferenceEquality") // a transport has one object for each format
    private byte[] encoded(EventFormat format, ProtocolVersion version) {
        Encoding known = encodings;
        for (Encoding each = known; each != null; each = each.next) {
            if (each.format == format && each.version == version) {
                return each.bytes;
            }
        }
        // Two threads may both encode, and one result may be discarded; both are equal.
        byte[] bytes = format.join(eventsIn(version), cursor, more);
        encodings = new Encoding(format, version, bytes, known);
        return bytes;
    }

    private List<EncodedEvent> eventsIn(ProtocolVersion version) {
        return isBinary ? events.stream().map(event -> event.in(version)).toList() : events;
    }
}
