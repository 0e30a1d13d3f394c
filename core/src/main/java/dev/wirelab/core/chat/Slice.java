package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Cursor;
import dev.wirelab.core.wire.Encoded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one address got in one range of places: all that is due to a reader who follows, in that
/// range, this address alone. Made by the fan-out, shared by all its readers; not changed any more
/// once it is offered.
final class Slice implements Signal {
    private final long from;
    private final Cursor to;
    private final Session[] sessions;
    private final List<Entry> entries = new ArrayList<>();
    private int bytes;
    private volatile @Nullable Batch batch;

    /// @param from everything up to this place was offered before
    /// @param to everything up to this place is in this slice, or due to nobody who gets it
    /// @param sessions who gets it
    Slice(long from, Cursor to, Session[] sessions) {
        this.from = from;
        this.to = to;
        this.sessions = sessions;
    }

    void add(Entry entry) {
        entries.add(entry);
        bytes += entry.event().json().length + 1;
    }

    long from() {
        return from;
    }

    long to() {
        return to.offset();
    }

    Session[] sessions() {
        return sessions;
    }

    boolean fits(int maxBytes) {
        return bytes <= maxBytes;
    }

    /// Whether one of its messages is by this session.
    boolean hasMessageOf(Session session) {
        for (Entry entry : entries) {
            if (entry.isMessageOf(session)) {
                return true;
            }
        }
        return false;
    }

    /// Whether it has nothing but messages of this session.
    boolean isAllBy(Session session) {
        for (Entry entry : entries) {
            if (!entry.isMessageOf(session)) {
                return false;
            }
        }
        return true;
    }

    /// The place of its last entry.
    long lastPlace() {
        return entries.getLast().place();
    }

    /// Everything in it, as one batch.
    Batch batch() {
        Batch made = batch;
        if (made == null) {
            // Two threads may both make one; both are equal.
            List<Encoded> events = new ArrayList<>(entries.size());
            for (Entry entry : entries) {
                events.add(entry.event());
            }
            made = new Batch(events, to, false);
            batch = made;
        }
        return made;
    }
}
