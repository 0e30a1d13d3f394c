package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came in one range of places and is due together: all that is due, in that range, to each
/// reader who gets it. It fits into one write, which its readers share. Never changed.
final class Slice implements Signal {
    private final long from;
    private final Cursor to;
    private final List<RetainedEvent> entries;
    private final int bytes;
    private final @Nullable RetainedEvent next;
    private volatile @Nullable Batch batch;

    /// @param from everything due up to this place came before
    /// @param to everything due up to this place is in this slice
    /// @param entries in their order; may be none
    /// @param next the first entry that is due and did not fit, if it was cut
    Slice(long from, Cursor to, List<RetainedEvent> entries, @Nullable RetainedEvent next) {
        this.from = from;
        this.to = to;
        this.entries = entries;
        this.bytes = bytesOf(entries);
        this.next = next;
    }

    private static int bytesOf(List<RetainedEvent> entries) {
        int bytes = 0;
        for (RetainedEvent entry : entries) {
            bytes += entry.bytes();
        }
        return bytes;
    }

    long from() {
        return from;
    }

    long to() {
        return to.offset();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<RetainedEvent> entries() {
        return entries;
    }

    /// The place of its last entry.
    long lastPlace() {
        return entries.getLast().place();
    }

    /// The first entry that is due to its readers and did not fit, or null.
    @Nullable RetainedEvent next() {
        return next;
    }

    boolean fits(int maxBytes) {
        return bytes <= maxBytes;
    }

    /// Whether one of its messages is by this session, or the one for which it was cut.
    boolean hasMessageOf(Session session) {
        for (RetainedEvent entry : entries) {
            if (entry.isMessageOf(session)) {
                return true;
            }
        }
        return next != null && next.isMessageOf(session);
    }

    /// Whether it has nothing but messages of this session.
    boolean isAllBy(Session session) {
        for (RetainedEvent entry : entries) {
            if (!entry.isMessageOf(session)) {
                return false;
            }
        }
        return true;
    }

    /// This and one of the same step or of a later one, for readers to whom both are due and
    /// nothing beside: as one slice, or [Signal.Plain#LOOK] where that would not fit into one
    /// write.
    Signal with(Slice other) {
        return bytes + other.bytes <= ChatOptions.MAX_BATCH_BYTES ? joinedTo(other) : Plain.LOOK;
    }

    private Slice joinedTo(Slice other) {
        List<RetainedEvent> both = new ArrayList<>(entries.size() + other.entries.size());
        int taken = 0;
        for (RetainedEvent entry : entries) {
            while (taken < other.entries.size()
                    && other.entries.get(taken).place() < entry.place()) {
                both.add(other.entries.get(taken++));
            }
            both.add(entry);
        }
        both.addAll(other.entries.subList(taken, other.entries.size()));
        // If this was cut and the other comes later, that begins with what did not fit.
        boolean beside = from == other.from;
        return new Slice(from, other.to, both, beside && next != null ? next : other.next);
    }

    /// Adds its events to others.
    void addTo(Collection<EncodedEvent> events) {
        events.addAll(entries);
    }

    /// Everything in it, as one batch.
    Batch batch() {
        Batch made = batch;
        if (made == null) {
            // Two threads may both make one; both are equal.
            made = new Batch(Collections.unmodifiableList(entries), to, next != null);
            batch = made;
        }
        return made;
    }
}
