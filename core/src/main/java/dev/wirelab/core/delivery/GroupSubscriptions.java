package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.state.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The groups whose list of members a connection is subscribed to, and which version of each list
/// it has been sent. A stream has its own; the polls of a session over one transport share one.
/// Guarded by the chat's lock.
public final class GroupSubscriptions {
    private final Map<Group, Subscription> subscriptions = new HashMap<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private boolean closed;

    private static final class Subscription {
        private final GroupAudience audience;
        private long sentVersion;

        Subscription(GroupAudience audience, long sentVersion) {
            this.audience = audience;
            this.sentVersion = sentVersion;
        }

        @Nullable EncodedEvent pending() {
            return audience.publishedSince(sentVersion);
        }
    }

    /// Creates them for a connection that is subscribed to nothing.
    public GroupSubscriptions() {}

    /// The connections to wake when a list changes.
    List<Reader> readers() {
        return readers;
    }

    /// The groups that it is subscribed to.
    List<GroupAudience> audiences() {
        return subscriptions.values().stream().map(each -> each.audience).toList();
    }

    /// Subscribes to a group's list, of which the current version has been sent. Does nothing if
    /// the connection has closed meanwhile, since the subscription would never end.
    void add(GroupAudience audience) {
        if (closed) {
            return;
        }
        subscriptions.put(audience.group(), new Subscription(audience, audience.group().version()));
        audience.subscribers().add(this);
    }

    void remove(Group group) {
        Subscription subscription = subscriptions.remove(group);
        if (subscription != null) {
            subscription.audience.subscribers().remove(this);
        }
    }

    /// The connection has closed.
    void close() {
        closed = true;
        clear();
    }

    /// Ends all subscriptions.
    void clear() {
        subscriptions.values().forEach(each -> each.audience.subscribers().remove(this));
        subscriptions.clear();
    }

    /// Whether a list has changed since it was last sent.
    boolean hasPending() {
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.pending() != null) {
                return true;
            }
        }
        return false;
    }

    /// Adds the lists that have changed since they were last sent, which counts as sending them.
    ///
    /// @param maxBytes how much to add at most; if there is no event yet, one list always fits
    /// @return whether something did not fit
    boolean takePending(List<EncodedEvent> events, int maxBytes) {
        int left = maxBytes;
        for (Subscription subscription : subscriptions.values()) {
            EncodedEvent list = subscription.pending();
            if (list == null) {
                continue;
            }
            left -= list.json().length + 1;
            if (left < 0 && !events.isEmpty()) {
                return true;
            }
            events.add(list);
            subscription.sentVersion = subscription.audience.publishedVersion();
        }
        return false;
    }
}
