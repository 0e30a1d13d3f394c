package dev.wirelab.core.chat;

/// That a session was part of an address from one place on, until another or still. Guarded by the
/// chat's lock.
final class VisibleSpan {
    private static final long OPEN = Long.MAX_VALUE;

    private final Session session;
    private final AddressIndex index;
    private final long from;
    private long closedAt = OPEN;
    private long last = OPEN;
    private long lastByOthers = OPEN;

    /// @param from the first place at which events are due
    VisibleSpan(Session session, AddressIndex index, long from) {
        this.session = session;
        this.index = index;
        this.from = from;
    }

    AddressIndex index() {
        return index;
    }

    /// The place at which it was closed.
    long closedAt() {
        return closedAt;
    }

    /// Ends here: what the index got so far is due, what comes later is not.
    void close(long place) {
        closedAt = place;
        last = index.newest().place();
        lastByOthers = index.newest().placeFor(session, false);
    }

    /// Whether no event was ever due by it.
    boolean isEmpty() {
        return last < from;
    }

    /// Whether it is closed, and all that was due by it is gone.
    boolean isGone() {
        return last <= index.evicted().place();
    }

    /// The place of the last event that was due by it and is gone, or 0.
    ///
    /// Exact: either the last evicted event lies inside the span, or the span's last event is among
    /// the evicted.
    long lost(boolean echo) {
        long lastDue = echo ? last : lastByOthers;
        long found = Math.min(index.evicted().placeFor(session, echo), lastDue);
        return found >= from ? found : 0;
    }

    /// Whether an event at this place is due by it.
    boolean covers(long place) {
        return place >= from && place <= last;
    }

    /// Where in its index to begin for what is due after this place.
    int firstAfter(long place) {
        return index.entries().firstAfter(Math.max(place, from - 1));
    }
}
