package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.TextRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was said at an address, looking backwards, as far as a session may see it. The chat's lock
/// is held.
final class HistoryQuery {
    private final Session session;
    private final Address address;
    private final List<RetainedEvent> newestFirst = new ArrayList<>();
    private final int max;
    // A mailbox may hold very many messages of a few users.
    private final Map<Session, Boolean> isOther = new HashMap<>();
    private int bytes;
    private boolean more;

    private HistoryQuery(Session session, Address address, int max) {
        this.session = session;
        this.address = address;
        this.max = max;
    }

    /// The newest `max` events before a place, at most 64 KiB of them.
    static Event.HistoryPage find(
            @Nullable String id, Session session, Address address, long before, int max) {
        HistoryQuery past = new HistoryQuery(session, address, max);
        String group = address instanceof Address.Group g ? TextRules.key(g.name()) : null;
        for (VisibleSpan span : session.spans().newestFirst(group)) {
            past.collect(span, before);
        }
        List<Event.Logged> events =
                past.newestFirst.reversed().stream().map(RetainedEvent::event).toList();
        return new Event.HistoryPage(id, address, events, past.more);
    }

    private void collect(VisibleSpan span, long before) {
        EventRing entries = span.index().entries();
        int last = entries.firstAfter(Math.min(before - 1, span.closedAt())) - 1;
        for (int i = last; i >= 0 && !more; i--) {
            RetainedEvent entry = entries.get(i);
            if (!span.covers(entry.place())) {
                break;
            }
            if (concerns(entry)) {
                add(entry);
            }
        }
    }

    private void add(RetainedEvent entry) {
        bytes += entry.bytes();
        if (newestFirst.size() == max || bytes > ChatOptions.MAX_BATCH_BYTES) {
            more = true;
        } else {
            newestFirst.add(entry);
        }
    }

    private boolean concerns(RetainedEvent entry) {
        return !(address instanceof Address.User other) || isWith(entry, other);
    }

    /// Whether the other end of a private message is that user, now or in an earlier session.
    private boolean isWith(RetainedEvent entry, Address.User other) {
        return isOther.computeIfAbsent(
                entry.otherEnd(session),
                end -> TextRules.key(end.user()).equals(TextRules.key(other.name())));
    }
}
