package dev.wirelab.core.chat;

import org.jspecify.annotations.Nullable;

/// The newest of the entries that were added, by place, and the newest that is no message of a
/// given session: a connection without echo is not due its session's own. Guarded by the chat's
/// lock.
final class LatestPosition {
    private long place;
    private @Nullable Session speaker;
    private long placeByAnother;

    /// Takes an entry that is newer than all before.
    void add(RetainedEvent entry) {
        Session said = entry.speaker();
        if (said == null || said != speaker) {
            placeByAnother = place;
        }
        place = entry.place();
        speaker = said;
    }

    /// The newest place, or 0.
    long place() {
        return place;
    }

    /// The newest place of what is due to a connection of this session, or 0.
    ///
    /// @param echo whether its own messages are due too
    long placeFor(Session session, boolean echo) {
        return echo || speaker != session ? place : placeByAnother;
    }
}
