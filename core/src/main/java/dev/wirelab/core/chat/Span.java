package dev.wirelab.core.chat;

import org.jspecify.annotations.Nullable;

/// That a session was part of an address from one place on, until another or still. Guarded by the
/// chat's lock.
final class Span {
    private static final long OPEN = Long.MAX_VALUE;

    private final AddressIndex index;
    private final long from;
    private long last = OPEN;

    /// @param from the first place at which events are due
    Span(AddressIndex index, long from) {
        this.index = index;
        this.from = from;
    }

    AddressIndex index() {
        return index;
    }

    boolean isOpen() {
        return last == OPEN;
    }

    /// The place of the last event that is due by this span.
    long last() {
        return last;
    }

    /// Ends here: what the index holds now is due, what comes later is not.
    void close() {
        long newest = Math.max(index.entries().lastPlace(), index.evicted());
        last = newest >= from ? newest : from - 1;
    }

    /// Whether no event was ever due by it.
    boolean isEmpty() {
        return last < from;
    }

    /// Whether an event after this place was due by it and is gone.
    ///
    /// Exact: either the last evicted event lies inside the span, or the span's last event is among
    /// the evicted.
    boolean lostAfter(long place) {
        return Math.min(index.evicted(), last) > Math.max(place, from - 1);
    }

    /// Whether an event at this place is due by it.
    boolean covers(long place) {
        return place >= from && place <= last;
    }

    /// The next due entry after this place, or null.
    @Nullable Entry nextAfter(long place) {
        EntryRing entries = index.entries();
        long start = Math.max(place, from - 1);
        if (entries.lastPlace() <= start) {
            return null;
        }
        Entry entry = entries.get(entries.firstAfter(start));
        return entry.place() <= last ? entry : null;
    }
}
