package dev.wirelab.core.state;

/// The part of an address's events that a member may read: from the place where it got the address
/// up to the place where it left it, if it did. Guarded by the chat's lock.
public final class VisibleSpan {
    private static final long OPEN = Long.MAX_VALUE;

    private final Participant participant;
    private final AddressIndex index;
    private final long from;
    private long closedAt = OPEN;
    private long last = OPEN;
    private long lastByOthers = OPEN;

    /// @param from the first place whose event belongs to it
    VisibleSpan(Participant participant, AddressIndex index, long from) {
        this.participant = participant;
        this.index = index;
        this.from = from;
    }

    /// The events of the address.
    public AddressIndex index() {
        return index;
    }

    /// The place at which it was closed.
    long closedAt() {
        return closedAt;
    }

    /// Ends the span: it covers what the index got so far and nothing later.
    void close(long place) {
        closedAt = place;
        last = index.latest().place();
        lastByOthers = index.latest().placeFor(participant, false);
    }

    /// Whether it covers no event at all, retained or not.
    boolean isEmpty() {
        return last < from;
    }

    /// Whether it is closed, and all events that it covers are evicted.
    boolean isEvicted() {
        return last <= index.evicted().place();
    }

    /// The place of the last event that it covers and that is evicted, or 0.
    ///
    /// Exact: either the last evicted event lies inside the span, or the span's last event is among
    /// the evicted.
    ///
    /// @param echo whether the participant's own messages count
    long lost(boolean echo) {
        long lastCovered = echo ? last : lastByOthers;
        long found = Math.min(index.evicted().placeFor(participant, echo), lastCovered);
        return found >= from ? found : 0;
    }

    /// Whether an event at this place belongs to it.
    public boolean covers(long place) {
        return place >= from && place <= last;
    }

    /// Where in its index the covered events after this place begin.
    public int firstAfter(long place) {
        return index.events().firstAfter(Math.max(place, from - 1));
    }
}
