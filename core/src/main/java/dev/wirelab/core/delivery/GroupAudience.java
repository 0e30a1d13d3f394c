package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.state.Group;
import dev.wirelab.core.state.Member;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// This process's side of a [Group]: the sessions of its members, and the subscribers to the list
/// of its members. Guarded by the chat's lock.
final class GroupAudience implements LocalSessions.Audience {
    private final Group group;
    private final Map<Member, Session> sessionsByMember;
    private final Set<GroupSubscriptions> subscribers = new HashSet<>();

    private Session[] sessions = {};
    private long sessionsVersion;

    // Subscribers get the latest published list. A list is published at most once a tick.
    private long publishedVersion;
    private @Nullable EncodedEvent published;

    GroupAudience(Group group, Map<Member, Session> sessionsByMember) {
        this.group = group;
        this.sessionsByMember = sessionsByMember;
    }

    Group group() {
        return group;
    }

    @Override
    public Session[] sessions() {
        if (sessionsVersion != group.version()) {
            sessionsVersion = group.version();
            Session[] current = new Session[group.size()];
            int count = 0;
            for (Member member : group.members()) {
                Session session = sessionsByMember.get(member);
                if (session != null) {
                    current[count++] = session;
                }
            }
            sessions = count == current.length ? current : Arrays.copyOf(current, count);
        }
        return sessions;
    }

    Set<GroupSubscriptions> subscribers() {
        return subscribers;
    }

    /// Publishes the current list.
    ///
    /// @return whether it differs from the previous one
    boolean publish() {
        if (publishedVersion == group.version()) {
            return false;
        }
        publishedVersion = group.version();
        published = subscribers.isEmpty() ? null : EncodedEvent.of(group.list(null));
        return true;
    }

    /// The version of the published list.
    long publishedVersion() {
        return publishedVersion;
    }

    /// The published list, or null if it is not later than this version.
    @Nullable EncodedEvent publishedSince(long version) {
        return publishedVersion > version ? published : null;
    }
}
