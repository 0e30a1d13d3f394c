package dev.wirelab.core.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The retained events of one address, and which was the last that is gone. Guarded by the chat's
/// lock.
///
/// A group has one; a session has one for the private messages that it sent or got.
final class AddressIndex {
    private final EntryRing entries = new EntryRing();
    private final @Nullable String group;
    private final Audience audience;
    private final Newest newest = new Newest();
    private final Newest evicted = new Newest();

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

    EntryRing entries() {
        return entries;
    }

    /// The newest event, retained or not.
    Newest newest() {
        return newest;
    }

    /// The newest event that is no longer retained.
    Newest evicted() {
        return evicted;
    }

    void add(Entry entry) {
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
