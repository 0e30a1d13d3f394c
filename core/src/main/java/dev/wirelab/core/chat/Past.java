package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was said at an address, looking backwards, as far as a session may see it. The chat's lock
/// is held.
final class Past {
    private final Session session;
    private final Address address;
    private final List<Entry> newestFirst = new ArrayList<>();
    private final int max;
    // A mailbox may hold very many messages of a few users.
    private final Map<Session, Boolean> isOther = new HashMap<>();
    private int bytes;
    private boolean more;

    private Past(Session session, Address address, int max) {
        this.session = session;
        this.address = address;
        this.max = max;
    }

    /// The newest `max` events before a place, at most 64 KiB of them.
    static Event.HistoryPage find(
            @Nullable String id, Session session, Address address, long before, int max) {
        Past past = new Past(session, address, max);
        String group = address instanceof Address.Group g ? Texts.key(g.name()) : null;
        for (Span span : session.spans().newestFirst(group)) {
            past.collect(span, before);
        }
        List<Event.Logged> events = past.newestFirst.reversed().stream().map(Entry::event).toList();
        return new Event.HistoryPage(id, address, events, past.more);
    }

    private void collect(Span span, long before) {
        EntryRing entries = span.index().entries();
        int last = entries.firstAfter(Math.min(before - 1, span.closedAt())) - 1;
        for (int i = last; i >= 0 && !more; i--) {
            Entry entry = entries.get(i);
            if (!span.covers(entry.place())) {
                break;
            }
            if (concerns(entry)) {
                add(entry);
            }
        }
    }

    private void add(Entry entry) {
        bytes += entry.bytes();
        if (newestFirst.size() == max || bytes > ChatOptions.MAX_BATCH_BYTES) {
            more = true;
        } else {
            newestFirst.add(entry);
        }
    }

    private boolean concerns(Entry entry) {
        return !(address instanceof Address.User other) || isWith(entry, other);
    }

    /// Whether the other end of a private message is that user, now or in an earlier session.
    private boolean isWith(Entry entry, Address.User other) {
        return isOther.computeIfAbsent(
                entry.otherEnd(session),
                end -> Texts.key(end.user()).equals(Texts.key(other.name())));
    }
}
