package dev.wirelab.core.chat;

import java.util.ArrayList;
import java.util.List;

/// All retained events in their order, within the limits of retention. Guarded by the chat's lock.
final class EventStore {
    private final EventRing entries = new EventRing();
    private final int maxEntries;
    private final long maxBytes;
    private long bytes;
    private long evicted;

    /// @param maxEntries how many events are retained at most
    /// @param maxBytes their memory at most, in bytes
    EventStore(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /// Adds an entry here and to its indexes, and evicts the oldest where the limits ask for it.
    void add(RetainedEvent entry) {
        entries.add(entry);
        bytes += entry.weight();
        for (AddressIndex index : entry.indexes()) {
            index.add(entry);
        }
        // The newest stays whatever it weighs: its readers are about to be woken.
        while (entries.size() > 1 && (entries.size() > maxEntries || bytes > maxBytes)) {
            evictFirst();
        }
    }

    private void evictFirst() {
        RetainedEvent first = entries.removeFirst();
        bytes -= first.weight();
        evicted = first.place();
        for (AddressIndex index : first.indexes()) {
            index.evictFirst();
        }
    }

    /// The place of the newest event that is no longer retained, or 0.
    long evicted() {
        return evicted;
    }

    /// All that are retained.
    EventRing entries() {
        return entries;
    }

    /// The retained entries after this place.
    List<RetainedEvent> after(long place) {
        int first = entries.firstAfter(place);
        List<RetainedEvent> found = new ArrayList<>(entries.size() - first);
        for (int i = first; i < entries.size(); i++) {
            found.add(entries.get(i));
        }
        return found;
    }
}
