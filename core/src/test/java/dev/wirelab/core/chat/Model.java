package dev.wirelab.core.chat;

import static java.util.Objects.requireNonNull;

import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What a chat shall be, as naively as can be: one list of all events ever, each with who may see
/// it. Sessions are told by `name/number`, since a name may be used again.
final class Model {
    /// @param seenBy the sessions that may see it
    /// @param words what happened, in words that a test can derive from an event too
    record Happening(
            long offset, String author, boolean message, Set<String> seenBy, String words) {
        boolean isDueTo(String session, boolean echo) {
            return seenBy.contains(session) && (echo || !message || !author.equals(session));
        }
    }

    private final int retained;
    private final List<Happening> happenings = new ArrayList<>();
    final Map<String, Set<String>> groups = new HashMap<>();
    final NavigableMap<String, String> sessions = new TreeMap<>();
    private int logIns;
    long head;

    Model(int retained) {
        this.retained = retained;
    }

    String logIn(String user) {
        head++;
        String session = user + "/" + ++logIns;
        sessions.put(user, session);
        return session;
    }

    void logOut(String user, String session) {
        sessions.remove(user);
        long first = head + 1;
        for (String group : new TreeSet<>(groups.keySet())) {
            if (members(group).contains(session)) {
                leaveAt(++head, session, group);
            }
        }
        head = Math.max(first, head);
    }

    void say(String session, String to, String text) {
        head++;
        Set<String> seenBy;
        if (to.equals("#lobby")) {
            seenBy = Set.copyOf(sessions.values());
        } else if (to.startsWith("#")) {
            seenBy = Set.copyOf(members(to));
        } else {
            seenBy = new TreeSet<>(Set.of(session));
            seenBy.add(requireNonNull(sessions.get(to.substring(1))));
        }
        happenings.add(
                new Happening(
                        head,
                        session,
                        true,
                        seenBy,
                        nameOf(session) + " says " + text + " to " + to));
    }

    void join(String session, String group) {
        head++;
        if (members(group).add(session)) {
            happened(head, session, group, " joined ");
        }
    }

    void leave(String session, String group) {
        leaveAt(++head, session, group);
    }

    private void leaveAt(long offset, String session, String group) {
        happened(offset, session, group, " left ");
        members(group).remove(session);
        if (members(group).isEmpty()) {
            groups.remove(group);
        }
    }

    private void happened(long offset, String session, String group, String verb) {
        happenings.add(
                new Happening(
                        offset,
                        session,
                        false,
                        Set.copyOf(members(group)),
                        nameOf(session) + verb + group));
    }

    Set<String> members(String group) {
        return groups.computeIfAbsent(group, _ -> new TreeSet<>());
    }

    /// The offset of the last event that is gone.
    long evicted() {
        int gone = happenings.size() - retained;
        return gone <= 0 ? 0 : happenings.get(gone - 1).offset();
    }

    /// Everything ever due to a session after an offset, gone or not.
    List<Happening> due(String session, boolean echo, long after) {
        return select(h -> h.offset() > after && h.isDueTo(session, echo));
    }

    /// What a session may see of an address, and is still there.
    List<Happening> seen(String session, Predicate<Happening> filter) {
        long evicted = evicted();
        return select(h -> h.offset() > evicted && h.isDueTo(session, true) && filter.test(h));
    }

    private List<Happening> select(Predicate<Happening> filter) {
        return happenings.stream().filter(filter).toList();
    }

    static String nameOf(String session) {
        return session.substring(0, session.indexOf('/'));
    }

    static String wordsOf(Event event) {
        return switch (event) {
            case Event.Message(_, String from, var to, Content.Text(String text), _) ->
                    from + " says " + text + " to " + to;
            case Event.Joined j -> j.user() + " joined " + j.to();
            case Event.Left l -> l.user() + " left " + l.to();
            default -> throw new AssertionError("not an event with an offset: " + event);
        };
    }
}
