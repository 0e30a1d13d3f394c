package dev.wirelab.core.chat;

import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was said at an address, looking backwards, as far as a session may see it. The chat's lock
/// is held.
final class Past {
    private final Session session;
    private final Address address;
    private final List<Event.Logged> newestFirst = new ArrayList<>();
    private final int max;
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
        // The spans of one index follow each other, so the newest events come from the last.
        for (Span span : session.spans().reversed()) {
            if (span.index().isOf(group)) {
                past.collect(span, before);
            }
        }
        Collections.reverse(past.newestFirst);
        return new Event.HistoryPage(id, address, past.newestFirst, past.more);
    }

    private void collect(Span span, long before) {
        EntryRing entries = span.index().entries();
        for (int i = entries.firstAfter(before - 1) - 1; i >= 0 && !more; i--) {
            Entry entry = entries.get(i);
            if (span.covers(entry.place())
                    && entry.event().event() instanceof Event.Logged event
                    && concerns(event)) {
                add(entry, event);
            }
        }
    }

    private void add(Entry entry, Event.Logged event) {
        bytes += entry.event().json().length + 1;
        if (newestFirst.size() == max || bytes > ChatOptions.MAX_BATCH_BYTES) {
            more = true;
        } else {
            newestFirst.add(event);
        }
    }

    private boolean concerns(Event.Logged event) {
        return !(address instanceof Address.User other)
                || (event instanceof Event.Message message && isBetween(message, other));
    }

    private boolean isBetween(Event.Message message, Address.User other) {
        String me = Texts.key(session.user());
        String them = Texts.key(other.name());
        String sender = Texts.key(message.from());
        String receiver = Texts.key(message.to().name());
        return (sender.equals(me) && receiver.equals(them))
                || (sender.equals(them) && receiver.equals(me));
    }
}
