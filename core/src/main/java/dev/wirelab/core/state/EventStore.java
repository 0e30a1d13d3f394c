package dev.wirelab.core.state;

import java.util.ArrayList;
import java.util.List;

/// All retained events in their order, within the limits of retention. Guarded by the chat's lock.
public final class EventStore {
    private final EventRing events = new EventRing();
    private final Retention limits;
    private long bytes;
    private long evicted;

    EventStore(Retention limits) {
        this.limits = limits;
    }

    /// Adds an event here and to its indexes, and evicts the oldest ones beyond the limits.
    void add(RetainedEvent event) {
        events.add(event);
        bytes += event.weight() + event.author().retain();
        for (AddressIndex index : event.indexes()) {
            bytes += index.add(event);
        }
        // The latest event is kept whatever its size, since its readers have not been woken yet.
        while (events.size() > 1 && (events.size() > limits.events() || bytes > limits.bytes())) {
            evictFirst();
        }
    }

    /// Adds what [StateDecoder] has read to an empty store.
    ///
    /// @param evictedBefore the latest event that was evicted where it was encoded
    void restore(long evictedBefore, List<RetainedEvent> retained) {
        evicted = evictedBefore;
        retained.forEach(this::add);
    }

    private void evictFirst() {
        RetainedEvent first = events.removeFirst();
        bytes -= first.weight() + first.author().release();
        evicted = first.offset();
        for (AddressIndex index : first.indexes()) {
            bytes -= index.evictFirst();
        }
    }

    /// The offset of the latest event that was evicted, or 0.
    public long evicted() {
        return evicted;
    }

    /// All retained events.
    public EventRing events() {
        return events;
    }

    /// The bytes of memory that are counted for the retained events.
    public long bytes() {
        return bytes;
    }

    /// The retained events after this offset.
    public List<RetainedEvent> after(long offset) {
        int first = events.firstAfter(offset);
        List<RetainedEvent> found = new ArrayList<>(events.size() - first);
        for (int i = first; i < events.size(); i++) {
            found.add(events.get(i));
        }
        return found;
    }
}
