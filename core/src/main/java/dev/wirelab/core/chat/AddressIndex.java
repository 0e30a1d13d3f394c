package dev.wirelab.core.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The retained events of one address, and which was the last that is gone. Guarded by the chat's
/// lock.
///
/// A group has one; a session has one for the private messages that it sent or got.
final class AddressIndex {
    private final EventRing entries = new EventRing();
    private final @Nullable String group;
    private final Audience audience;
    private final LatestPosition newest = new LatestPosition();
    private final LatestPosition evicted = new LatestPosition();

    /// @param group the key of the group's name, or null for a session's private messages
    AddressIndex(@Nullable String group, Audience audience) {
        this.group = group;
        this.audience = audience;
    }

    /// Whether it is that group's, or the private messages' where the key is null.
    boolean isOf(@Nullable String groupKey) {
        return Objects.equals(group, groupKey);
    }

    /// The sessions that an event at this address concerns now.
    Audience audience() {
        return audience;
    }

    EventRing entries() {
        return entries;
    }

    /// The newest event, retained or not.
    LatestPosition newest() {
        return newest;
    }

    /// The newest event that is no longer retained.
    LatestPosition evicted() {
        return evicted;
    }

    void add(RetainedEvent entry) {
        entries.add(entry);
        newest.add(entry);
    }

    void evictFirst() {
        evicted.add(entries.removeFirst());
    }

    /// The sessions that follow an address now.
    @FunctionalInterface
    interface Audience {
        /// An array that nobody changes any more.
        Session[] sessions();
    }
}
