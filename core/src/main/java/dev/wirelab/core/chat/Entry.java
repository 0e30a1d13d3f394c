package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Encoded;
import dev.wirelab.core.wire.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One retained event at its place.
///
/// @param place its place in the log's order
/// @param weight bytes of memory that count towards the retention limit; kept, since it is asked
///   for again when everything that it is made of is no longer in any cache
/// @param event what is sent
/// @param author whose doing it is
/// @param indexes the indexes that it stands in: its group's, or those of the two ends of a private
///   message
record Entry(long place, int weight, Encoded event, Session author, List<AddressIndex> indexes) {
    /// What an entry costs beside its JSON and the characters of its text, in bytes: objects, their
    /// headers, index slots.
    private static final int OVERHEAD = 220;

    Entry(long place, Encoded event, Session author, List<AddressIndex> indexes) {
        this(place, weight(event), event, author, indexes);
    }

    /// Who said it, or null if it is no message.
    @Nullable Session speaker() {
        return event.event() instanceof Event.Message ? author : null;
    }

    /// Whether it is a message that this session said.
    boolean isMessageOf(Session session) {
        return speaker() == session;
    }

    /// Bytes of its JSON and a line end, which is what it counts in one write.
    int bytes() {
        return event.json().length + 1;
    }

    private static int weight(Encoded event) {
        int text = event.event() instanceof Event.Message message ? bytesOf(message.text()) : 0;
        return event.json().length + text + OVERHEAD;
    }

    /// What the virtual machine takes for the characters of a string: a byte each, or two if one of
    /// them is beyond Latin-1.
    private static int bytesOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return 2 * text.length();
            }
        }
        return text.length();
    }
}
