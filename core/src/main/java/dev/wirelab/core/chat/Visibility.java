package dev.wirelab.core.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a session may see: its private messages, its groups, and what it saw of groups that it
/// has left, for as long as any of that is retained. Guarded by the chat's lock.
final class Visibility {
    private final Session session;
    private final VisibleSpan mail;
    private final Map<Group, VisibleSpan> open = new HashMap<>();

    // In the order in which they were closed: who reads after a place needs those at the end alone.
    private final Deque<VisibleSpan> closed = new ArrayDeque<>();
    private long lost;
    private long lostByOthers;

    Visibility(Session session, AddressIndex mailbox, long place) {
        this.session = session;
        this.mail = new VisibleSpan(session, mailbox, place);
    }

    /// The groups that it is in.
    Set<Group> groups() {
        return open.keySet();
    }

    void enter(Group group, long place) {
        open.put(group, new VisibleSpan(session, group.index(), place));
    }

    void leave(Group group, long place) {
        VisibleSpan span = open.remove(group);
        if (span != null) {
            span.close(place);
            if (!span.isEmpty()) {
                closed.addLast(span);
            }
        }
        forgetGone();
    }

    /// Of closed spans whose events are all gone it is only kept that something was lost.
    private void forgetGone() {
        for (VisibleSpan first = closed.peekFirst();
                first != null && first.isGone();
                first = closed.peekFirst()) {
            lost = Math.max(lost, first.lost(true));
            lostByOthers = Math.max(lostByOthers, first.lost(false));
            closed.removeFirst();
        }
    }

    /// Those by which an event after this place may be due.
    List<VisibleSpan> after(long place) {
        List<VisibleSpan> found = new ArrayList<>(open.size() + 1);
        found.add(mail);
        found.addAll(open.values());
        Iterator<VisibleSpan> latest = closed.descendingIterator();
        while (latest.hasNext()) {
            VisibleSpan span = latest.next();
            if (span.closedAt() <= place) {
                break;
            }
            found.add(span);
        }
        return found;
    }

    /// In how many addresses it is now.
    int openCount() {
        return 1 + open.size();
    }

    /// Whether what it is no longer part of may have something after this place.
    boolean hasClosedAfter(long place) {
        VisibleSpan latest = closed.peekLast();
        return latest != null && latest.closedAt() > place;
    }

    /// Whether an entry is due by what it is part of now.
    boolean isDueByOpen(RetainedEvent entry) {
        for (AddressIndex index : entry.indexes()) {
            VisibleSpan span = index == mail.index() ? mail : open.get(index.audience());
            if (span != null && span.covers(entry.place())) {
                return true;
            }
        }
        return false;
    }

    /// Those of one address, the newest first; they follow each other.
    ///
    /// @param groupKey the key of the group's name, or null for the private messages
    List<VisibleSpan> newestFirst(@Nullable String groupKey) {
        if (groupKey == null) {
            return List.of(mail);
        }
        List<VisibleSpan> found = new ArrayList<>();
        open.values().stream().filter(span -> span.index().isOf(groupKey)).forEach(found::add);
        closed.descendingIterator()
                .forEachRemaining(span -> {
                    if (span.index().isOf(groupKey)) {
                        found.add(span);
                    }
                });
        return found;
    }

    /// Whether an event after this place was due to this session and is gone.
    ///
    /// @param echo whether its own messages count
    boolean lostAfter(long place, boolean echo) {
        if ((echo ? lost : lostByOthers) > place) {
            return true;
        }
        for (VisibleSpan span : after(place)) {
            if (span.lost(echo) > place) {
                return true;
            }
        }
        return false;
    }
}
