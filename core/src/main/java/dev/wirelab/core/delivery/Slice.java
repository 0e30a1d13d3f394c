package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.state.Participant;
import dev.wirelab.core.state.RetainedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All events in a range of offsets that the slice's readers receive. It fits into one write, whose
/// bytes its readers share. Immutable.
final class Slice implements Signal {
    private final long from;
    private final Cursor to;
    private final List<RetainedEvent> events;
    private final int bytes;
    private final @Nullable RetainedEvent next;
    private volatile @Nullable Batch batch;

    /// @param from the offset before the range
    /// @param to the last offset of the range
    /// @param events in their order; may be empty
    /// @param next if the slice was cut, the first event that did not fit; else null
    Slice(long from, Cursor to, List<RetainedEvent> events, @Nullable RetainedEvent next) {
        this.from = from;
        this.to = to;
        this.events = events;
        this.bytes = bytesOf(events);
        this.next = next;
    }

    private static int bytesOf(List<RetainedEvent> events) {
        int bytes = 0;
        for (RetainedEvent event : events) {
            bytes += event.bytes();
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
        return events.isEmpty();
    }

    List<RetainedEvent> events() {
        return events;
    }

    /// The offset of its last event.
    long lastOffset() {
        return events.getLast().offset();
    }

    /// If the slice was cut, the first event that did not fit; else null.
    @Nullable RetainedEvent next() {
        return next;
    }

    boolean fits(int maxBytes) {
        return bytes <= maxBytes;
    }

    /// Whether this participant sent one of its messages, or the one that did not fit.
    boolean hasMessageOf(Participant participant) {
        for (RetainedEvent event : events) {
            if (event.isMessageOf(participant)) {
                return true;
            }
        }
        return next != null && next.isMessageOf(participant);
    }

    /// Whether it contains nothing but messages of this participant.
    boolean isAllBy(Participant participant) {
        for (RetainedEvent event : events) {
            if (!event.isMessageOf(participant)) {
                return false;
            }
        }
        return true;
    }

    /// Merges this slice with one of the same step or of a later one, for readers that receive both
    /// and nothing else. The result is one slice, or [Signal.Plain#CHECK] if that would not fit
    /// into one write.
    Signal with(Slice other) {
        return bytes + other.bytes <= Batch.MAX_BYTES ? mergedWith(other) : Plain.CHECK;
    }

    private Slice mergedWith(Slice other) {
        List<RetainedEvent> both = new ArrayList<>(events.size() + other.events.size());
        int taken = 0;
        for (RetainedEvent event : events) {
            while (taken < other.events.size()
                    && other.events.get(taken).offset() < event.offset()) {
                both.add(other.events.get(taken++));
            }
            both.add(event);
        }
        both.addAll(other.events.subList(taken, other.events.size()));
        // If this slice was cut, a later one begins with the event that did not fit.
        boolean sameStep = from == other.from;
        return new Slice(from, other.to, both, sameStep && next != null ? next : other.next);
    }

    /// Adds its events to others.
    void addTo(Collection<EncodedEvent> others) {
        others.addAll(events);
    }

    /// Its events as one batch.
    Batch batch() {
        Batch made = batch;
        if (made == null) {
            // Two threads may both make one; both are equal.
            made = new Batch(Collections.unmodifiableList(events), to, next != null);
            batch = made;
        }
        return made;
    }
}
