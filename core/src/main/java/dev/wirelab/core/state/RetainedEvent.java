package dev.wirelab.core.state;

import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One retained event. Only the JSON of the event is kept, since most readers send just that; the
/// few that need the event itself decode it.
///
/// Immutable, except for the memory accounting of the [Participant]s that it refers to.
public final class RetainedEvent implements EncodedEvent {
    /// The memory of an event besides its JSON, in bytes: objects, their headers, slots in the
    /// rings.
    private static final int OVERHEAD = 100;

    private final long offset;
    private final byte[] json;
    private final boolean isMessage;
    private final boolean isBinary;
    private final Participant author;
    private final List<AddressIndex> indexes;

    /// @param author the participant that caused it
    /// @param indexes the indexes that list it: its group's, or the mailboxes of the two ends of a
    ///   private message, the recipient's first; only one if both ends are the same
    RetainedEvent(Event.Logged event, Participant author, List<AddressIndex> indexes) {
        this.offset = event.cursor().offset();
        this.json = JsonEvents.encode(event);
        this.isMessage = event instanceof Event.Message;
        this.isBinary =
                event instanceof Event.Message message
                        && message.content() instanceof Content.Binary;
        this.author = author;
        this.indexes = indexes;
    }

    /// What [StateDecoder] has read.
    RetainedEvent(
            long offset,
            byte[] json,
            boolean isMessage,
            boolean isBinary,
            Participant author,
            List<AddressIndex> indexes) {
        this.offset = offset;
        this.json = json;
        this.isMessage = isMessage;
        this.isBinary = isBinary;
        this.author = author;
        this.indexes = indexes;
    }

    /// Its offset in the log.
    public long offset() {
        return offset;
    }

    @Override
    public byte[] json() {
        return json;
    }

    @Override
    public boolean isBinary() {
        return isBinary;
    }

    /// Decoded from its JSON each time.
    @Override
    public Event.Logged event() {
        return JsonEvents.decode(json);
    }

    /// The indexes that list it.
    public List<AddressIndex> indexes() {
        return indexes;
    }

    Participant author() {
        return author;
    }

    /// Bytes of memory that count towards the retention limit.
    int weight() {
        return json.length + OVERHEAD;
    }

    /// The bytes of its JSON and a line end, which count towards the limit of one write.
    public int bytes() {
        return json.length + 1;
    }

    /// The sender of this message, or null if the event is not a message.
    @Nullable Participant sender() {
        return isMessage ? author : null;
    }

    /// Whether it is a message that this participant sent.
    public boolean isMessageOf(Participant participant) {
        return sender() == participant;
    }

    /// The other end of a private message, one end of which is `own`; `own` if it is both.
    Participant otherEnd(Participant own) {
        Participant recipient = indexes.getFirst().owner();
        return author == own && recipient != null ? recipient : author;
    }
}
