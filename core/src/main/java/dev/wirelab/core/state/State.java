package dev.wirelab.core.state;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The result of all facts so far: the members, the groups, and the retained events. Depends on the
/// facts alone. Guarded by the chat's lock.
public final class State {
    private static final Fact.Configured UNLIMITED =
            new Fact.Configured(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final String epoch;
    private final EventStore events;
    private final Listener listener;
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, Member> users = new HashMap<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private final NameIndex userNames = new NameIndex();
    private final NameIndex groupNames = new NameIndex();
    private final Group lobby = new Group(Address.LOBBY);
    private Fact.Configured limits = UNLIMITED;
    private long head;

    /// Notified of what a fact changes, for the local side. Called while the fact is applied.
    public interface Listener {
        /// A group was created.
        void groupAdded(Group group);

        /// A group was removed, since its last member left.
        void groupRemoved(Group group);

        /// A session has begun.
        void memberAdded(Member member);

        /// A member has left a group.
        void memberLeft(Member member, Group group);

        /// A session has ended, after it has left its groups.
        ///
        /// @param why the code that its connections are closed with
        /// @param reason a sentence for the user
        void memberEnded(Member member, ErrorCode why, String reason);
    }

    /// The state before the first fact: nobody is logged in.
    ///
    /// @param epoch the epoch of the log whose facts will be applied
    /// @param retention the limits of retention on this node
    public State(String epoch, Retention retention, Listener listener) {
        this.epoch = epoch;
        this.events = new EventStore(retention);
        this.listener = listener;
        groupNames.add(lobby.address().name());
        listener.groupAdded(lobby);
    }

    /// Applies the next fact.
    ///
    /// @return the offset that answers it, see [dev.wirelab.core.log.Log.Follower#apply]
    /// @throws Refusal if the fact is refused; then nothing has changed
    public long apply(Fact fact) {
        long offset = head + 1;
        long answer =
                switch (fact) {
                    case Fact.Configured configured -> configure(configured);
                    case Fact.LoggedIn in -> logIn(offset, in);
                    case Fact.LoggedOut out ->
                            end(offset, member(out.session()), out.why(), out.reason());
                    case Fact.Seen seen -> see(seen);
                    case Fact.LeaseEnded ended -> endLease(offset, ended);
                    case Fact.Published published ->
                            once(
                                    offset,
                                    published.session(),
                                    published.key(),
                                    published.at(),
                                    from -> publish(offset, from, published));
                    case Fact.JoinedGroup joined ->
                            once(
                                    offset,
                                    joined.session(),
                                    joined.key(),
                                    joined.at(),
                                    member -> join(offset, member, joined.group()));
                    case Fact.LeftGroup left ->
                            once(
                                    offset,
                                    left.session(),
                                    left.key(),
                                    left.at(),
                                    member -> leave(offset, member, left.group()));
                };
        head = Math.max(head, answer);
        return answer;
    }

    /// A change that one member makes.
    @FunctionalInterface
    private interface Change {
        void by(Member member);
    }

    /// Executes a command unless it was executed before.
    private long once(
            long offset, String session, @Nullable CommandKey key, Instant at, Change change) {
        Member member = member(session);
        if (key == null) {
            change.by(member);
            return offset;
        }
        OptionalLong before = member.commands().find(key, at);
        if (before.isPresent()) {
            return before.getAsLong();
        }
        change.by(member);
        member.commands().remember(key, offset, at);
        return offset;
    }

    private long configure(Fact.Configured configured) {
        if (limits.equals(UNLIMITED)) {
            limits = configured;
        }
        return head;
    }

    private long logIn(long offset, Fact.LoggedIn in) {
        String key = TextRules.key(in.user());
        if (users.containsKey(key)) {
            throw new Refusal(ErrorCode.NAME_TAKEN, "the name " + in.user() + " is taken");
        }
        userNames.check(in.user());
        if (members.size() >= limits.maxSessions()) {
            throw new Refusal(ErrorCode.TOO_MANY, "the lab has reached its limit of sessions");
        }
        Member member =
                Member.of(in.session(), in.user(), in.avatar(), in.at(), in.expires(), offset);
        users.put(key, member);
        userNames.add(in.user());
        members.put(member.id(), member);
        listener.memberAdded(member);
        lobby.add(member);
        member.enter(lobby, offset);
        return offset;
    }

    private long see(Fact.Seen seen) {
        member(seen.session()).see(seen.at());
        return head;
    }

    private long endLease(long offset, Fact.LeaseEnded ended) {
        Member member = member(ended.session());
        return member.seenAt().isAfter(ended.seenAt())
                ? head
                : end(offset, member, ErrorCode.UNAUTHORIZED, "the session has ended");
    }

    private long end(long offset, Member member, ErrorCode why, String reason) {
        List<Group> left = new ArrayList<>(member.visibility().groups());
        left.sort(Comparator.comparing(Group::key));
        long next = offset;
        for (Group group : left) {
            // Two events at one offset would share a cursor.
            if (leaveGroup(member, group, next)) {
                next++;
            }
        }
        member.end();
        members.remove(member.id());
        users.remove(member.userKey());
        userNames.remove(member.user());
        listener.memberEnded(member, why, reason);
        return Math.max(offset, next - 1);
    }

    private void publish(long offset, Member from, Fact.Published published) {
        switch (published.to()) {
            case Address.Group address -> {
                Group group = membership(from, address);
                publish(offset, published, from, group.address(), List.of(group.index()));
            }
            case Address.User address -> {
                Member to = user(address);
                List<AddressIndex> mailboxes =
                        from == to ? List.of(to.mailbox()) : List.of(to.mailbox(), from.mailbox());
                publish(offset, published, from, to.address(), mailboxes);
            }
        }
    }

    private void publish(
            long offset,
            Fact.Published published,
            Member from,
            Address to,
            List<AddressIndex> indexes) {
        long at = published.at().toEpochMilli();
        Event.Message message =
                new Event.Message(cursor(offset), from.user(), to, published.content(), at);
        add(message, from, indexes);
    }

    private void join(long offset, Member member, Address.Group address) {
        String key = TextRules.key(address.name());
        Group group = find(key);
        if (group != null && member.visibility().isIn(group)) {
            return;
        }
        if (group == null) {
            groupNames.check(address.name());
        }
        // The lobby and the mailbox are open too, and do not count.
        if (member.visibility().openCount() - 2 >= limits.maxGroups()) {
            throw new Refusal(
                    ErrorCode.TOO_MANY,
                    "a session may be in at most " + limits.maxGroups() + " groups");
        }
        if (group == null) {
            group = new Group(address);
            groups.put(key, group);
            groupNames.add(address.name());
            listener.groupAdded(group);
        }
        group.add(member);
        member.enter(group, offset);
        if (group.isLogged()) {
            add(
                    new Event.Joined(cursor(offset), member.user(), group.address()),
                    member,
                    List.of(group.index()));
        }
    }

    private void leave(long offset, Member member, Address.Group address) {
        Group group = membership(member, address);
        if (group == lobby) {
            throw Refusal.badRequest("everyone is in #lobby, it cannot be left");
        }
        leaveGroup(member, group, offset);
    }

    /// @return whether this is an event, which takes the offset
    private boolean leaveGroup(Member member, Group group, long offset) {
        boolean logged = group.isLogged();
        if (logged) {
            add(
                    new Event.Left(cursor(offset), member.user(), group.address()),
                    member,
                    List.of(group.index()));
        }
        member.leave(group, offset);
        group.remove(member);
        listener.memberLeft(member, group);
        if (group.size() == 0 && group != lobby) {
            groups.remove(group.key());
            groupNames.remove(group.address().name());
            listener.groupRemoved(group);
        }
        return logged;
    }

    private void add(Event.Logged event, Member author, List<AddressIndex> indexes) {
        events.add(new RetainedEvent(event, author.participant(), indexes));
    }

    private Cursor cursor(long offset) {
        return new Cursor(epoch, offset);
    }

    /// Encodes everything that follows from the facts so far, for [#restore].
    public byte[] encode() {
        return StateEncoder.encode(this);
    }

    /// Replaces this state, which is the one before the first fact, by one that [#encode] encoded,
    /// of this epoch or an earlier one of the same log. Events beyond this node's retention are
    /// evicted.
    ///
    /// @throws IllegalArgumentException if this program cannot read it; then this state is of no
    ///   use any more
    public void restore(byte[] encoded) {
        if (head != 0 || !limits.equals(UNLIMITED)) {
            throw new IllegalStateException("facts were applied before");
        }
        StateDecoder.Decoded decoded = StateDecoder.decode(encoded, epoch, lobby);
        limits = decoded.limits();
        head = decoded.head();
        for (Group group : decoded.groups()) {
            groups.put(group.key(), group);
            groupNames.add(group.address().name());
            listener.groupAdded(group);
        }
        for (Member member : decoded.members()) {
            users.put(member.userKey(), member);
            userNames.add(member.user());
            members.put(member.id(), member);
            listener.memberAdded(member);
            member.visibility().groups().forEach(group -> group.restore(member));
        }
        events.restore(decoded.evicted(), decoded.events());
        decoded.latest().forEach(StateDecoder.Latest::set);
    }

    /// The limits of the chat.
    Fact.Configured limits() {
        return limits;
    }

    /// The offset of the latest event.
    public Cursor head() {
        return cursor(head);
    }

    /// Whether a cursor is in the future.
    public boolean isAhead(Cursor cursor) {
        return cursor.epoch().equals(epoch) && cursor.offset() > head;
    }

    /// Refuses a cursor that is in the future.
    ///
    /// @throws Refusal `bad_request`
    public void check(Cursor cursor) {
        if (isAhead(cursor)) {
            throw Refusal.badRequest("the cursor is in the future");
        }
    }

    /// The retained events.
    public EventStore events() {
        return events;
    }

    /// The member of the session with this id.
    ///
    /// @throws Refusal `unauthorized` if there is none, or it has ended
    public Member member(String session) {
        Member member = members.get(session);
        if (member == null) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "the session has ended");
        }
        return member;
    }

    /// The member of the session with this id, if it has not ended.
    public Optional<Member> findMember(String session) {
        return Optional.ofNullable(members.get(session));
    }

    /// All members, in no order.
    public Collection<Member> members() {
        return Collections.unmodifiableCollection(members.values());
    }

    /// The member with this user name.
    ///
    /// @throws Refusal `unknown_user`
    public Member user(Address.User user) {
        return findUser(user)
                .orElseThrow(() ->
                        new Refusal(
                                ErrorCode.UNKNOWN_USER, "nobody is logged in as " + user.name()));
    }

    /// The member with this user name, if there is one.
    public Optional<Member> findUser(Address.User user) {
        return Optional.ofNullable(users.get(TextRules.key(user.name())));
    }

    /// The group if the member is in it.
    ///
    /// @throws Refusal `unknown_group` or `not_member`
    public Group membership(Member member, Address.Group address) {
        Group group = find(TextRules.key(address.name()));
        if (group == null) {
            throw new Refusal(ErrorCode.UNKNOWN_GROUP, "there is no group " + address);
        }
        if (!member.visibility().isIn(group)) {
            throw new Refusal(ErrorCode.NOT_MEMBER, "you are not in " + address);
        }
        return group;
    }

    private @Nullable Group find(String key) {
        return key.equals(lobby.key()) ? lobby : groups.get(key);
    }

    /// The lobby, then all other groups in the order of their names.
    public List<Group> groups() {
        List<Group> all = new ArrayList<>(groups.size() + 1);
        all.add(lobby);
        all.addAll(groups.values());
        return all;
    }

    /// The latest events of an address that a member may read.
    ///
    /// @param id the id of the requesting command
    /// @param before only events before this offset
    /// @param maxBytes the largest size of the page, in bytes of JSON
    public Event.HistoryPage history(
            @Nullable String id,
            Member member,
            Address address,
            long before,
            int maxEvents,
            int maxBytes) {
        return HistoryQuery.find(id, member, address, before, maxEvents, maxBytes);
    }
}
