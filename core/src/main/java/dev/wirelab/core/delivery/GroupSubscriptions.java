package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.state.Group;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The lists of group members that a connection is subscribed to, and the last version of each list
/// that it was sent. A stream has its own; the polls of a session over one transport share one.
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

    /// Creates an empty set of subscriptions.
    public GroupSubscriptions() {}

    /// The connections to wake when a list changes.
    List<Reader> readers() {
        return readers;
    }

    /// The groups that it is subscribed to.
    List<GroupAudience> audiences() {
        return subscriptions.values().stream().map(each -> each.audience).toList();
    }

    /// Subscribes to a group's list, whose current version counts as sent. Does nothing if the
    /// connection has closed meanwhile, since the subscription would never end.
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

    /// Ends all subscriptions for good, since the connection has closed.
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

    /// Adds the lists that have changed since they were last sent, and marks them as sent.
    ///
    /// @param maxBytes the largest number of bytes to add; if `events` is empty, one list always
    ///   fits
    /// @return whether a list did not fit
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
