package dev.wirelab.core.chat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The retained events of one address, and the place of the last that is gone. Guarded by the
/// chat's lock.
///
/// A group has one; a session has one for the private messages that it sent or got.
final class AddressIndex {
    private final EntryRing entries = new EntryRing();
    private final @Nullable String group;
    private final Audience audience;
    private long evicted;

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

    /// The place of the newest event that is no longer retained, or 0.
    long evicted() {
        return evicted;
    }

    void evictFirst() {
        evicted = entries.removeFirst().place();
    }

    /// The sessions that follow an address now.
    @FunctionalInterface
    interface Audience {
        /// An array that nobody changes any more.
        Session[] sessions();
    }
}
