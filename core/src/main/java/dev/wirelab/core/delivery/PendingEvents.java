package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.state.EventRing;
import dev.wirelab.core.state.Member;
import dev.wirelab.core.state.RetainedEvent;
import dev.wirelab.core.state.State;
import dev.wirelab.core.state.Visibility;
import dev.wirelab.core.state.VisibleSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Finds the pending events of a reader in the state: the events in all spans of its member after
/// an offset, in order, up to the head. Called with the chat's lock held.
///
/// It scans the events after that offset or, if there are more of them than the member has
/// addresses, merges the member's spans: a reader near the head pays nothing for being in many
/// groups.
final class PendingEvents {
    private final State state;
    private final SharedSlices sharedSlices;
    private final Member member;
    private final long after;
    private final boolean echo;
    private final int maxBytes;

    private final List<RetainedEvent> events = new ArrayList<>();
    private int bytes;
    private boolean skipped;

    private PendingEvents(
            Delivery delivery, Member member, long after, boolean echo, int maxBytes) {
        this.state = delivery.state();
        this.sharedSlices = delivery.sharedSlices();
        this.member = member;
        this.after = after;
        this.echo = echo;
        this.maxBytes = maxBytes;
    }

    /// @param after only events after this offset
    /// @param echo whether the member's own messages are included
    /// @param maxBytes where to cut, in bytes of JSON; one event always fits
    static Slice find(Delivery delivery, Member member, long after, boolean echo, int maxBytes) {
        PendingEvents due = new PendingEvents(delivery, member, after, echo, maxBytes);
        int first = delivery.state().events().events().firstAfter(after);
        Visibility visible = member.visibility();
        int since = delivery.state().events().events().size() - first;
        return since <= visible.openCount() && !visible.hasClosedAfter(after)
                ? due.amongRecent(first)
                : due.amongSpans();
    }

    private Slice amongRecent(int first) {
        EventRing recent = state.events().events();
        for (int i = first; i < recent.size(); i++) {
            RetainedEvent event = recent.get(i);
            if (member.visibility().isVisibleByOpen(event) && !take(event)) {
                return cut(event);
            }
        }
        return all();
    }

    private Slice amongSpans() {
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparingLong(Head::offset));
        for (VisibleSpan span : member.visibility().after(after)) {
            Head head = new Head(span, after);
            if (head.isThere()) {
                heads.add(head);
            }
        }
        Head head = heads.poll();
        Slice shared = head == null ? null : shared(head, heads.peek());
        if (shared != null) {
            return shared;
        }
        VisibleSpan only = head == null ? null : head.span;
        // No event is in two spans, since the spans of one index do not overlap.
        while (head != null) {
            if (!take(head.event())) {
                return share(only, cut(head.event()));
            }
            head = next(heads, head);
            only = head == null || head.span == only ? only : null;
        }
        return share(only, all());
    }

    /// Advances this head, and returns the one with the next event.
    private static @Nullable Head next(PriorityQueue<Head> heads, Head head) {
        Head second = heads.peek();
        if (!head.advance()) {
            return heads.poll();
        }
        if (second == null || head.offset() < second.offset()) {
            return head;
        }
        heads.add(head);
        return heads.poll();
    }

    /// @param only the span that all events of the slice are in; null if there are several
    private Slice share(@Nullable VisibleSpan only, Slice slice) {
        if (only != null && !skipped && maxBytes == Batch.MAX_BYTES) {
            sharedSlices.add(only.index(), slice);
        }
        return slice;
    }

    /// A slice of other readers that this reader can send unchanged, or null.
    ///
    /// @param second the head with the next event outside the first head's span, or null
    private @Nullable Slice shared(Head first, @Nullable Head second) {
        Slice slice = sharedSlices.find(first.span.index(), first.event());
        boolean isDue =
                slice != null
                        && first.isFollowedBy(slice.next(), slice.lastOffset())
                        && (second == null
                                || (slice.next() != null && second.offset() > slice.to()))
                        && (echo || !slice.hasMessageOf(member.participant()))
                        && slice.fits(maxBytes);
        return isDue ? slice : null;
    }

    /// @return false if the event does not fit
    private boolean take(RetainedEvent event) {
        if (!echo && event.isMessageOf(member.participant())) {
            skipped = true;
            return true;
        }
        if (bytes + event.bytes() > maxBytes && !events.isEmpty()) {
            return false;
        }
        events.add(event);
        bytes += event.bytes();
        return true;
    }

    private Slice cut(RetainedEvent next) {
        Cursor last = new Cursor(state.head().epoch(), events.getLast().offset());
        return new Slice(after, last, events, next);
    }

    private Slice all() {
        return new Slice(after, state.head(), events, null);
    }

    /// A position in a span: its next pending event.
    private static final class Head {
        private final VisibleSpan span;
        private int at;

        Head(VisibleSpan span, long after) {
            this.span = span;
            this.at = span.firstAfter(after);
        }

        boolean isThere() {
            return at < span.index().events().size() && span.covers(offset());
        }

        /// @return whether there is another event
        boolean advance() {
            at++;
            return isThere();
        }

        /// Whether the span covers the events of its index up to offset `last`, and `next` after
        /// them; without a `next`, whether the index has no later event.
        boolean isFollowedBy(@Nullable RetainedEvent next, long last) {
            return next == null
                    ? span.covers(last) && last == span.index().events().lastOffset()
                    : span.covers(next.offset());
        }

        RetainedEvent event() {
            return span.index().events().get(at);
        }

        long offset() {
            return event().offset();
        }
    }
}
