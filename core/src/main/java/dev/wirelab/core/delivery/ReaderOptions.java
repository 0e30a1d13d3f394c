package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.StartPosition;

/// How a connection reads.
///
/// @param transport the id of its transport
/// @param kind whether it stays open
/// @param start where it starts to read
/// @param echo whether it gets the messages of its own session
/// @param listener notified when events are pending and when the session ends
public record ReaderOptions(
        String transport, Kind kind, StartPosition start, boolean echo, Listener listener) {

    /// The largest number of streams of one session on this node.
    public static final int MAX_STREAMS = 64;

    /// The largest number of pending polls of one session on this node.
    public static final int MAX_POLLS = 16;

    /// Whether a connection stays open.
    public enum Kind {
        /// It stays open and reads again and again, and its commands come on the same connection.
        STREAM(true),
        /// It stays open and reads again and again, and the commands of its session come on other
        /// connections: all of the session's readers over the same transport share one set of
        /// subscriptions.
        PUSH(true),
        /// It reads once; its answer contains its cursor.
        POLL(false);

        private final boolean isStream;

        Kind(boolean isStream) {
            this.isStream = isStream;
        }

        /// Whether it stays open. If so, it is sent its cursor when the cursor moves on without an
        /// event.
        public boolean isStream() {
            return isStream;
        }
    }

    /// The connection behind a reader. Called on the thread of the fan-out or any other thread. It
    /// must neither block nor throw: work that may block is handed to another thread.
    public interface Listener {
        /// Events are pending. Called once after each [Reader#arm()] that returned true, unless the
        /// reader was disarmed. May still be called while the reader is being closed.
        void ready();

        /// The session has ended, or its connections are cut: report that to the peer and close.
        /// May be called while the reader is being closed, and again if the session ends meanwhile.
        void ended(ErrorCode why, String reason);
    }
}
