package dev.wirelab.core.state;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.TextRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the latest retained events of an address that a member may read. Called with the chat's
/// lock held.
final class HistoryQuery {
    private final Participant participant;
    private final @Nullable String otherUserKey;
    private final int maxEvents;
    private final int maxBytes;
    private final List<RetainedEvent> latestFirst = new ArrayList<>();
    private int bytes;
    private boolean more;

    private HistoryQuery(
            Participant participant, @Nullable String otherUserKey, int maxEvents, int maxBytes) {
        this.participant = participant;
        this.otherUserKey = otherUserKey;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /// @param id the id of the requesting command
    /// @param before only events before this offset
    /// @param maxBytes the largest size of the page, in bytes of JSON; one event always fits
    static Event.HistoryPage find(
            @Nullable String id,
            Member member,
            Address address,
            long before,
            int maxEvents,
            int maxBytes) {
        String key = TextRules.key(address.name());
        boolean isPrivate = address instanceof Address.User;
        HistoryQuery query =
                new HistoryQuery(member.participant(), isPrivate ? key : null, maxEvents, maxBytes);
        for (VisibleSpan span : member.visibility().latestFirst(isPrivate ? null : key)) {
            query.collect(span, before);
        }
        List<Event.Logged> events =
                query.latestFirst.reversed().stream().map(RetainedEvent::event).toList();
        return new Event.HistoryPage(id, address, events, query.more);
    }

    private void collect(VisibleSpan span, long before) {
        EventRing events = span.index().events();
        int last = events.firstAfter(Math.min(before - 1, span.closedAt())) - 1;
        for (int i = last; i >= 0 && !more; i--) {
            RetainedEvent event = events.get(i);
            if (!span.covers(event.offset())) {
                break;
            }
            if (concerns(event)) {
                add(event);
            }
        }
    }

    private void add(RetainedEvent event) {
        bytes += event.bytes();
        boolean fits = bytes <= maxBytes || latestFirst.isEmpty();
        if (latestFirst.size() == maxEvents || !fits) {
            more = true;
        } else {
            latestFirst.add(event);
        }
    }

    /// For private messages: whether the other end is that user, in this or in an earlier session.
    private boolean concerns(RetainedEvent event) {
        return otherUserKey == null || event.otherEnd(participant).userKey().equals(otherUserKey);
    }
}
