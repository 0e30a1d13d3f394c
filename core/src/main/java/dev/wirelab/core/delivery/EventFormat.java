package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.ByteBuffer;
import java.util.List;

/// How a transport encodes and frames events.
///
/// A transport has one instance of each of its formats: a [Batch] caches its encoded bytes by the
/// identity of the format, and shares them between all connections. Safe for use by any number of
/// threads.
@FunctionalInterface
public interface EventFormat {
    /// Encodes events as the bytes of one write.
    ///
    /// @param events in their order; may be empty
    /// @param cursor the cursor to resume from after them
    /// @param more whether the batch was cut, so that more events are pending
    /// @return a new array, which is never modified later
    byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more);

    /// The format of a write that contains binary content, for clients of version 2. By default
    /// this format, in which binary content is base64 in its JSON.
    default EventFormat binary() {
        return this;
    }

    /// The largest factor by which an event can be longer in this format than as JSON; at least 1.
    default int growth() {
        return 1;
    }

    /// The number of bytes of JSON in these events, without separators.
    static int jsonBytes(List<EncodedEvent> events) {
        int bytes = 0;
        for (EncodedEvent event : events) {
            bytes += event.json().length;
        }
        return bytes;
    }

    /// Appends the JSON of these events to a buffer, with one byte between two of them.
    static void putJson(List<EncodedEvent> events, byte separator, ByteBuffer into) {
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                into.put(separator);
            }
            into.put(events.get(i).json());
        }
    }
}
