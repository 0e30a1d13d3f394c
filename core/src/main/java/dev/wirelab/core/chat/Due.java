package dev.wirelab.core.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// What is due to a reader that merges for itself: the events of all spans of its session after a
/// place, in order.
///
/// @param entries the events
/// @param more whether it was cut
record Due(List<Entry> entries, boolean more) {
    private record Head(Entry entry, Span span) {}

    /// Merges. The chat's lock is held.
    ///
    /// @param after only what comes after this place
    /// @param echo whether the session's own messages are due too
    /// @param maxBytes where to cut, in bytes of JSON; one event always fits
    static Due find(Session session, long after, boolean echo, int maxBytes) {
        PriorityQueue<Head> heads =
                new PriorityQueue<>(Comparator.comparingLong(head -> head.entry().place()));
        for (Span span : session.spans().after(after)) {
            offerNext(heads, span, after);
        }
        List<Entry> found = new ArrayList<>();
        int bytes = 0;
        // No entry stands in two spans: those of one index do not overlap.
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            Entry entry = head.entry();
            offerNext(heads, head.span(), entry.place());
            if (!echo && entry.isMessageOf(session)) {
                continue;
            }
            bytes += entry.event().json().length + 1;
            if (bytes > maxBytes && !found.isEmpty()) {
                return new Due(found, true);
            }
            found.add(entry);
        }
        return new Due(found, false);
    }

    private static void offerNext(PriorityQueue<Head> heads, Span span, long after) {
        Entry next = span.nextAfter(after);
        if (next != null) {
            heads.add(new Head(next, span));
        }
    }
}
