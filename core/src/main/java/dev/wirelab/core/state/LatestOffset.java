package dev.wirelab.core.state;

import org.jspecify.annotations.Nullable;

/// The offset of the latest event that was added, and of the latest one that is not a message of a
/// given participant: a connection without echo does not receive its own session's messages.
/// Guarded by the chat's lock.
final class LatestOffset {
    private long offset;
    private @Nullable Participant sender;
    private long offsetByOthers;

    /// Adds an event, which is later than all others.
    void add(RetainedEvent event) {
        Participant sentBy = event.sender();
        if (sentBy == null || sentBy != sender) {
            offsetByOthers = offset;
        }
        offset = event.offset();
        sender = sentBy;
    }

    /// Sets what [StateDecoder] has read.
    void set(long latest, @Nullable Participant by, long byOthers) {
        offset = latest;
        sender = by;
        offsetByOthers = byOthers;
    }

    /// The sender of the event at the latest offset; null if it is not a message.
    @Nullable Participant sender() {
        return sender;
    }

    /// The latest offset of an event that this sender has not sent, or 0.
    long offsetByOthers() {
        return offsetByOthers;
    }

    /// The latest offset, or 0.
    long offset() {
        return offset;
    }

    /// The latest offset of an event that a connection of this participant receives, or 0.
    ///
    /// @param echo whether it receives its own messages, too
    long offsetFor(Participant participant, boolean echo) {
        return echo || sender != participant ? offset : offsetByOthers;
    }
}
