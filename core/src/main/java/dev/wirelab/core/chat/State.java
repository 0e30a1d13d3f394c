package dev.wirelab.core.chat;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.log.Log;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What follows from the facts so far: who is logged in and in which groups, and the retained
/// events. Decides from the facts alone. Guarded by the chat's lock.
final class State implements Log.Follower {
    private final ChatOptions options;
    private final EventStore timeline;
    private final SharedSlices sharedSlices = new SharedSlices();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, Session> users = new HashMap<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private final Group lobby = new Group(Address.LOBBY);
    private List<Session> departed = new ArrayList<>();
    private String epoch = "";
    private long head;

    State(ChatOptions options) {
        this.options = options;
        this.timeline = new EventStore(options.retainedEvents(), options.retainedBytes());
    }

    /// Sets the epoch of the log that this state follows, before its first fact.
    void follow(String logEpoch) {
        epoch = logEpoch;
    }

    @Override
    public long apply(long place, Fact fact) {
        long answer =
                switch (fact) {
                    case Fact.LoggedIn in -> logIn(place, in);
                    case Fact.LoggedOut out -> logOut(place, out);
                    case Fact.Said said ->
                            once(place, said, said.key(), said.at(), () -> say(place, said));
                    case Fact.Entered entered ->
                            once(
                                    place,
                                    entered,
                                    entered.key(),
                                    entered.at(),
                                    () -> enter(place, entered));
                    case Fact.Departed left ->
                            once(place, left, left.key(), left.at(), () -> leave(place, left));
                };
        head = Math.max(head, answer);
        return answer;
    }

    private long once(
            long place, Fact fact, @Nullable CommandKey key, Instant at, Runnable change) {
        CommandMemory commands = session(fact.session()).commands();
        if (key == null) {
            change.run();
            return place;
        }
        OptionalLong before = commands.find(key, at);
        if (before.isPresent()) {
            return before.getAsLong();
        }
        change.run();
        commands.remember(key, place, at);
        return place;
    }

    private long logIn(long place, Fact.LoggedIn in) {
        String key = TextRules.key(in.user());
        if (users.containsKey(key)) {
            throw new Refusal(ErrorCode.NAME_TAKEN, "the name " + in.user() + " is taken");
        }
        if (sessions.size() >= options.maxSessions()) {
            throw new Refusal(ErrorCode.TOO_MANY, "the lab has as many sessions as it takes");
        }
        Session session = new Session(in.session(), in.user(), in.avatar(), in.expires(), place);
        users.put(key, session);
        sessions.put(session.id(), session);
        lobby.add(session);
        session.enter(lobby, place);
        return place;
    }

    private long logOut(long place, Fact.LoggedOut out) {
        Session session = session(out.session());
        List<Group> left = new ArrayList<>(session.groups());
        left.sort(Comparator.comparing(group -> TextRules.key(group.address().name())));
        long next = place;
        for (Group group : left) {
            // Two events at one place could not be told apart by a cursor.
            if (part(session, group, next)) {
                next++;
            }
        }
        session.unwatchAll();
        session.end(out.why());
        sessions.remove(session.id());
        users.remove(TextRules.key(session.user()));
        return Math.max(place, next - 1);
    }

    private void say(long place, Fact.Said said) {
        Session from = session(said.session());
        switch (said.to()) {
            case Address.Group address -> {
                Group group = membership(from, address);
                say(place, said, from, group.address(), List.of(group.index()));
            }
            case Address.User address -> {
                Session to = user(address);
                List<AddressIndex> mailboxes =
                        from == to ? List.of(to.mailbox()) : List.of(to.mailbox(), from.mailbox());
                say(place, said, from, to.address(), mailboxes);
            }
        }
    }

    private void say(
            long place, Fact.Said said, Session from, Address to, List<AddressIndex> indexes) {
        long at = said.at().toEpochMilli();
        add(new Event.Message(cursor(place), from.user(), to, said.text(), at), from, indexes);
    }

    private void enter(long place, Fact.Entered entered) {
        Session session = session(entered.session());
        Group group = find(entered.group());
        if (group != null && session.groups().contains(group)) {
            return;
        }
        if (session.groups().size() > ChatOptions.MAX_GROUPS) {
            throw new Refusal(ErrorCode.TOO_MANY, "a session is in 1,000 groups at most");
        }
        if (group == null) {
            group = new Group(entered.group());
            groups.put(TextRules.key(entered.group().name()), group);
        }
        group.add(session);
        session.enter(group, place);
        if (group.isLogged()) {
            add(
                    new Event.Joined(cursor(place), session.user(), group.address()),
                    session,
                    List.of(group.index()));
        }
    }

    private void leave(long place, Fact.Departed left) {
        Session session = session(left.session());
        Group group = membership(session, left.group());
        if (group == lobby) {
            throw Refusal.badRequest("everyone is in #lobby, it cannot be left");
        }
        part(session, group, place);
    }

    /// @return whether that is an event, which took the place
    private boolean part(Session session, Group group, long place) {
        boolean logged = group.isLogged();
        if (logged) {
            add(
                    new Event.Left(cursor(place), session.user(), group.address()),
                    session,
                    List.of(group.index()));
        }
        session.unwatch(group);
        session.leave(group, place);
        group.remove(session);
        if (group.size() == 0) {
            groups.remove(TextRules.key(group.address().name()));
        }
        departed.add(session);
        return logged;
    }

    private void add(Event.Logged event, Session author, List<AddressIndex> indexes) {
        timeline.add(new RetainedEvent(event, author, indexes));
    }

    private Cursor cursor(long place) {
        return new Cursor(epoch, place);
    }

    /// The place of the newest fact.
    Cursor head() {
        return cursor(head);
    }

    /// @throws Refusal `bad_request` if the cursor lies ahead of everything
    void check(Cursor cursor) {
        if (cursor.epoch().equals(epoch) && cursor.offset() > head) {
            throw Refusal.badRequest("the cursor lies ahead of everything");
        }
    }

    EventStore timeline() {
        return timeline;
    }

    /// What readers who are behind share.
    SharedSlices sharedSlices() {
        return sharedSlices;
    }

    /// The session with this id.
    ///
    /// @throws Refusal `unauthorized` if it has ended
    Session session(String id) {
        Session session = sessions.get(id);
        if (session == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "the session has ended");
        }
        return session;
    }

    @Nullable Session findSession(String id) {
        return sessions.get(id);
    }

    Collection<Session> sessions() {
        return sessions.values();
    }

    /// @throws Refusal `unknown_user`
    Session user(Address.User user) {
        Session session = users.get(TextRules.key(user.name()));
        if (session == null) {
            throw new Refusal(ErrorCode.UNKNOWN_USER, "nobody is logged in as " + user.name());
        }
        return session;
    }

    /// The group if the session is in it.
    ///
    /// @throws Refusal `unknown_group` or `not_member`
    Group membership(Session session, Address.Group address) {
        Group group = find(address);
        if (group == null) {
            throw new Refusal(ErrorCode.UNKNOWN_GROUP, "there is no group " + address);
        }
        if (!session.groups().contains(group)) {
            throw new Refusal(ErrorCode.NOT_MEMBER, "you are not in " + address);
        }
        return group;
    }

    private @Nullable Group find(Address.Group address) {
        String key = TextRules.key(address.name());
        return key.equals(Address.LOBBY.name()) ? lobby : groups.get(key);
    }

    /// The lobby, then all other groups in the order of their names.
    List<Group> groups() {
        List<Group> all = new ArrayList<>(groups.size() + 1);
        all.add(lobby);
        all.addAll(groups.values());
        return all;
    }

    /// The sessions that left a group since this was last asked.
    List<Session> takeDeparted() {
        List<Session> taken = departed;
        departed = new ArrayList<>();
        return taken;
    }
}
