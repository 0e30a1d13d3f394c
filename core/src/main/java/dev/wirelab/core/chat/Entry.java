package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Encoded;
import dev.wirelab.core.wire.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One retained event at its place.
///
/// @param place its place in the log's order
/// @param event what is sent
/// @param author whose doing it is
/// @param indexes the indexes that it stands in: its group's, or those of the two ends of a private
///   message
record Entry(long place, Encoded event, Session author, List<AddressIndex> indexes) {
    /// What an entry costs beside its encoded bytes, roughly, in bytes: objects, strings, index
    /// slots.
    private static final int OVERHEAD = 256;

    /// Who said it, or null if it is no message.
    @Nullable Session speaker() {
        return event.event() instanceof Event.Message ? author : null;
    }

    /// Whether it is a message that this session said.
    boolean isMessageOf(Session session) {
        return speaker() == session;
    }

    /// Bytes of memory that count towards the retention limit.
    int weight() {
        return event.json().length + OVERHEAD;
    }
}
