package dev.wirelab.core.state;

import org.jspecify.annotations.Nullable;

/// The retained events of one address in their order. A group has one; a member has one, its
/// mailbox, for the private messages that it sent and received. Guarded by the chat's lock.
public final class AddressIndex {
    /// The memory of an index besides its events, in bytes: its objects and the smallest array.
    private static final int BYTES = 200;

    /// The memory of a group that has ended and whose events are still retained, in bytes.
    private static final int GROUP_BYTES = 200;

    private final EventRing events = new EventRing();
    private final @Nullable Group group;
    private final @Nullable Participant owner;
    private final LatestOffset latest = new LatestOffset();
    private final LatestOffset evicted = new LatestOffset();

    private AddressIndex(@Nullable Group group, @Nullable Participant owner) {
        this.group = group;
        this.owner = owner;
    }

    /// The index of a group.
    static AddressIndex ofGroup(Group group) {
        return new AddressIndex(group, null);
    }

    /// The index of a member's private messages.
    static AddressIndex ofMailbox(Participant owner) {
        return new AddressIndex(null, owner);
    }

    /// The group, or null for a mailbox.
    @Nullable Group group() {
        return group;
    }

    /// Whether it is the index of a group with this key.
    boolean isOf(String groupKey) {
        return group != null && group.key().equals(groupKey);
    }

    /// The owner of a mailbox, or null for a group's index.
    @Nullable Participant owner() {
        return owner;
    }

    /// The retained events.
    public EventRing events() {
        return events;
    }

    /// The latest event, retained or evicted.
    LatestOffset latest() {
        return latest;
    }

    /// The latest event that was evicted.
    LatestOffset evicted() {
        return evicted;
    }

    /// Adds an event, which is later than all others.
    ///
    /// @return the bytes that retention has to count for the index itself from now on
    int add(RetainedEvent event) {
        int bytes = events.size() == 0 ? bytes() : 0;
        events.add(event);
        latest.add(event);
        return bytes + (owner == null ? 0 : owner.retain());
    }

    /// Removes the oldest event.
    ///
    /// @return the bytes that retention no longer has to count for the index itself
    int evictFirst() {
        evicted.add(events.removeFirst());
        int bytes = events.size() == 0 ? bytes() : 0;
        return bytes + (owner == null ? 0 : owner.release());
    }

    private int bytes() {
        return group == null ? BYTES : BYTES + GROUP_BYTES;
    }
}
