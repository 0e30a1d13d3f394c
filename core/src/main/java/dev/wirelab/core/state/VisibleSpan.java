package dev.wirelab.core.state;

/// The part of an address's events that a member may read: from the offset at which it got the
/// address to the offset at which it left it, if it has. Guarded by the chat's lock.
public final class VisibleSpan {
    private static final long OPEN = Long.MAX_VALUE;

    private final Participant participant;
    private final AddressIndex index;
    private final long from;
    private long closedAt = OPEN;
    private long last = OPEN;
    private long lastByOthers = OPEN;

    /// @param from the first offset whose event belongs to it
    VisibleSpan(Participant participant, AddressIndex index, long from) {
        this.participant = participant;
        this.index = index;
        this.from = from;
    }

    /// A closed span.
    ///
    /// @param last the offset of the last event that it covers
    /// @param lastByOthers the same without the participant's own messages
    VisibleSpan(
            Participant participant,
            AddressIndex index,
            long from,
            long closedAt,
            long last,
            long lastByOthers) {
        this(participant, index, from);
        this.closedAt = closedAt;
        this.last = last;
        this.lastByOthers = lastByOthers;
    }

    /// The first offset whose event belongs to it.
    long from() {
        return from;
    }

    /// The offset of the last event that it covers, once it is closed.
    long last() {
        return last;
    }

    /// The same without the participant's own messages.
    long lastByOthers() {
        return lastByOthers;
    }

    /// The events of the address.
    public AddressIndex index() {
        return index;
    }

    /// The offset at which it was closed.
    long closedAt() {
        return closedAt;
    }

    /// Ends the span: it covers the events of the index so far, and no later ones.
    void close(long offset) {
        closedAt = offset;
        last = index.latest().offset();
        lastByOthers = index.latest().offsetFor(participant, false);
    }

    /// Whether it covers no event at all, retained or not.
    boolean isEmpty() {
        return last < from;
    }

    /// Whether it is closed, and all events that it covers are evicted.
    boolean isEvicted() {
        return last <= index.evicted().offset();
    }

    /// The offset of the last event that it covers and that is evicted, or 0.
    ///
    /// Exact: either the last evicted event lies inside the span, or the span's last event is among
    /// the evicted.
    ///
    /// @param echo whether the participant's own messages count
    long lost(boolean echo) {
        long lastCovered = echo ? last : lastByOthers;
        long found = Math.min(index.evicted().offsetFor(participant, echo), lastCovered);
        return found >= from ? found : 0;
    }

    /// Whether an event at this offset belongs to it.
    public boolean covers(long offset) {
        return offset >= from && offset <= last;
    }

    /// The position in the index of the first covered event after this offset.
    public int firstAfter(long offset) {
        return index.events().firstAfter(Math.max(offset, from - 1));
    }
}
