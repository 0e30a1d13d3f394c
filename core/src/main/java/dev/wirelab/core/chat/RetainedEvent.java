package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One retained event at its place. Of the event itself only its JSON is kept, which is what most
/// readers want; the few who want the event have it read from that.
final class RetainedEvent implements EncodedEvent {
    /// What an entry takes beside its JSON, in bytes: objects, their headers, index slots.
    private static final int OVERHEAD = 100;

    private final long place;
    private final byte[] json;
    private final boolean isMessage;
    private final Session author;
    private final List<AddressIndex> indexes;

    /// @param event what is sent
    /// @param author whose doing it is
    /// @param indexes the indexes that it stands in: its group's, or those of the two ends of a
    ///   private message, the addressee's first; one where these are the same
    RetainedEvent(Event.Logged event, Session author, List<AddressIndex> indexes) {
        this.place = event.cursor().offset();
        this.json = JsonEvents.encode(event);
        this.isMessage = event instanceof Event.Message;
        this.author = author;
        this.indexes = indexes;
    }

    /// Its place in the log's order.
    long place() {
        return place;
    }

    @Override
    public byte[] json() {
        return json;
    }

    /// Read from its JSON each time.
    @Override
    public Event.Logged event() {
        return JsonEvents.decode(json);
    }

    List<AddressIndex> indexes() {
        return indexes;
    }

    /// Bytes of memory that count towards the retention limit.
    int weight() {
        return json.length + OVERHEAD;
    }

    /// Bytes of its JSON and a line end, which is what it counts in one write.
    int bytes() {
        return json.length + 1;
    }

    /// Who said it, or null if it is no message.
    @Nullable Session speaker() {
        return isMessage ? author : null;
    }

    /// Whether it is a message that this session said.
    boolean isMessageOf(Session session) {
        return speaker() == session;
    }

    /// The other end of a private message, one end of which is this session; itself if it is both.
    Session otherEnd(Session own) {
        return author == own ? indexes.getFirst().audience().sessions()[0] : author;
    }
}
