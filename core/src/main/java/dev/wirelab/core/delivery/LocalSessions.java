package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.state.AddressIndex;
import dev.wirelab.core.state.Group;
import dev.wirelab.core.state.Member;
import dev.wirelab.core.state.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// This process's side of the state: one [Session] for each member and one [GroupAudience] for each
/// group, created and removed as facts are applied. Guarded by the chat's lock.
public final class LocalSessions implements State.Listener {
    private final Map<Member, Session> sessions = new HashMap<>();
    private final Map<AddressIndex, Audience> audiences = new HashMap<>();
    private final Map<Group, GroupAudience> groups = new HashMap<>();

    // For the next round of the fan-out.
    private List<Session> departed = new ArrayList<>();
    private List<Ended> ended = new ArrayList<>();

    /// The sessions that get the events of one address. Guarded by the chat's lock.
    interface Audience {
        /// The sessions, in an array that is never modified.
        Session[] sessions();
    }

    /// A session whose connections have to be closed.
    record Ended(Session session, ErrorCode why, String reason) {}

    /// Creates it for a state without members.
    public LocalSessions() {}

    @Override
    public void groupAdded(Group group) {
        GroupAudience audience = new GroupAudience(group, sessions);
        groups.put(group, audience);
        audiences.put(group.index(), audience);
    }

    @Override
    public void groupRemoved(Group group) {
        groups.remove(group);
        audiences.remove(group.index());
    }

    @Override
    public void memberAdded(Member member) {
        Session session = new Session(member);
        sessions.put(member, session);
        audiences.put(member.mailbox(), session);
    }

    @Override
    public void memberLeft(Member member, Group group) {
        Session session = of(member);
        session.unsubscribe(group);
        departed.add(session);
    }

    @Override
    public void memberEnded(Member member, ErrorCode why, String reason) {
        ended.add(new Ended(of(member), why, reason));
        sessions.remove(member);
        audiences.remove(member.mailbox());
    }

    /// The session of a member that has not ended.
    public Session of(Member member) {
        return Objects.requireNonNull(sessions.get(member), "a member without a session");
    }

    /// All sessions, in no order.
    public Collection<Session> all() {
        return sessions.values();
    }

    /// The sessions that get the events of an address; null if its group or session has ended.
    @Nullable Audience audience(AddressIndex index) {
        return audiences.get(index);
    }

    GroupAudience audience(Group group) {
        return Objects.requireNonNull(groups.get(group), "a group without an audience");
    }

    Collection<GroupAudience> groups() {
        return groups.values();
    }

    /// The sessions that left a group since the last call.
    List<Session> takeDeparted() {
        List<Session> taken = departed;
        departed = new ArrayList<>();
        return taken;
    }

    /// The sessions that ended since the last call.
    List<Ended> takeEnded() {
        List<Ended> taken = ended;
        ended = new ArrayList<>();
        return taken;
    }
}
