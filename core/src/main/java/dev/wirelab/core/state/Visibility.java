package dev.wirelab.core.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a member may read: its private messages, its groups, and what it saw of groups
/// that it has left, for as long as any of that is retained. Guarded by the chat's lock.
public final class Visibility {
    private final Participant participant;
    private final VisibleSpan mail;
    private final Map<Group, VisibleSpan> open;

    // In the order in which they were closed: a reader near the head needs only the last ones.
    private final Deque<VisibleSpan> closed;
    private long lost;
    private long lostByOthers;

    /// @param offset the offset of the log-in
    Visibility(Participant participant, AddressIndex mailbox, long offset) {
        this(
                participant,
                new VisibleSpan(participant, mailbox, offset),
                new HashMap<>(),
                new ArrayDeque<>(),
                0,
                0);
    }

    /// What [StateDecoder] has read.
    Visibility(
            Participant participant,
            VisibleSpan mail,
            Map<Group, VisibleSpan> open,
            Deque<VisibleSpan> closed,
            long lost,
            long lostByOthers) {
        this.participant = participant;
        this.mail = mail;
        this.open = open;
        this.closed = closed;
        this.lost = lost;
        this.lostByOthers = lostByOthers;
    }

    /// The private messages.
    VisibleSpan mail() {
        return mail;
    }

    /// The groups that the member is in, in no order.
    List<VisibleSpan> open() {
        return List.copyOf(open.values());
    }

    /// The groups that it has left and of which something may be retained, in that order.
    List<VisibleSpan> closed() {
        return List.copyOf(closed);
    }

    /// The offset of the last event that it saw of the groups that are forgotten, or 0.
    long lost() {
        return lost;
    }

    /// The same without its own messages.
    long lostByOthers() {
        return lostByOthers;
    }

    /// Whether the member is in this group.
    boolean isIn(Group group) {
        return open.containsKey(group);
    }

    /// The groups that the member is in, in no order.
    List<Group> groups() {
        return List.copyOf(open.keySet());
    }

    void enter(Group group, long offset) {
        open.put(group, new VisibleSpan(participant, group.index(), offset));
    }

    void leave(Group group, long offset) {
        VisibleSpan span = open.remove(group);
        if (span != null) {
            span.close(offset);
            if (!span.isEmpty()) {
                closed.addLast(span);
            }
        }
        removeEvicted();
    }

    /// Removes closed spans whose events are all evicted, and keeps only the offset of the last
    /// lost event.
    private void removeEvicted() {
        for (VisibleSpan first = closed.peekFirst();
                first != null && first.isEvicted();
                first = closed.peekFirst()) {
            lost = Math.max(lost, first.lost(true));
            lostByOthers = Math.max(lostByOthers, first.lost(false));
            closed.removeFirst();
        }
    }

    /// The spans that may cover an event after this offset.
    public List<VisibleSpan> after(long offset) {
        List<VisibleSpan> found = new ArrayList<>(open.size() + 1);
        found.add(mail);
        found.addAll(open.values());
        Iterator<VisibleSpan> latest = closed.descendingIterator();
        while (latest.hasNext()) {
            VisibleSpan span = latest.next();
            if (span.closedAt() <= offset) {
                break;
            }
            found.add(span);
        }
        return found;
    }

    /// How many addresses the member has now: its groups and its mailbox.
    public int openCount() {
        return 1 + open.size();
    }

    /// Whether a group that the member has left may have readable events after this offset.
    public boolean hasClosedAfter(long offset) {
        VisibleSpan latest = closed.peekLast();
        return latest != null && latest.closedAt() > offset;
    }

    /// Whether the member may read an event through an address that it has now.
    public boolean isVisibleByOpen(RetainedEvent event) {
        for (AddressIndex index : event.indexes()) {
            VisibleSpan span = index == mail.index() ? mail : open.get(index.group());
            if (span != null && span.covers(event.offset())) {
                return true;
            }
        }
        return false;
    }

    /// The spans of one address, the latest first; they do not overlap.
    ///
    /// @param groupKey the key of the group's name, or null for the private messages
    List<VisibleSpan> latestFirst(@Nullable String groupKey) {
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

    /// Whether an event for this member after this offset has been evicted.
    ///
    /// @param echo whether its own messages count
    public boolean lostAfter(long offset, boolean echo) {
        if ((echo ? lost : lostByOthers) > offset) {
            return true;
        }
        for (VisibleSpan span : after(offset)) {
            if (span.lost(echo) > offset) {
                return true;
            }
        }
        return false;
    }
}
