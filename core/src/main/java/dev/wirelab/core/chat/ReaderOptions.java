package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.StartPosition;

/// How a connection wants to read.
///
/// @param transport the id of its transport
/// @param kind whether it stays
/// @param start where it begins
/// @param echo whether it gets its own session's messages
/// @param listener who is told when something is due and when the session ends
public record ReaderOptions(
        String transport, Kind kind, StartPosition start, boolean echo, Listener listener) {

    /// Whether a connection stays.
    public enum Kind {
        /// It reads again and again, and is told when its place moves on without an event.
        STREAM,
        /// It reads once; its answer tells its place.
        POLL
    }

    /// The connection behind a reader. Called on the fan-out's or any other thread, where it must
    /// neither wait nor throw: it passes on the work, or does it where that cannot block.
    public interface Listener {
        /// Something is due: called once after each [Reader#arm()] that returned true, unless that
        /// was taken back. May still come while the reader is being closed.
        void ready();

        /// The session has ended: say so to the peer and close. Called at most once, perhaps while
        /// the reader is being closed.
        void ended(ErrorCode why, String reason);
    }
}
