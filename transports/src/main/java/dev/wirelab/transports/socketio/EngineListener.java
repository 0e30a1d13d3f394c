package dev.wirelab.transports.socketio;

/// Receives the messages of one session of Engine.IO. Messages come one at a time, in their order,
/// and only while it has room; the rest is called on any thread. Nothing may block.
interface EngineListener {
    /// Makes the listener of a new session.
    @FunctionalInterface
    interface Factory {
        /// Called before any message.
        EngineListener opened(EngineSession session);
    }

    /// A message of text.
    void text(String message);

    /// A binary message.
    void binary(byte[] message);

    /// Whether another message may be received. [EngineSession#resume()] is called when there may
    /// be room again.
    boolean hasRoom();

    /// Whether the client has not read its output for too long.
    boolean isStalled();

    /// Called periodically by the timer.
    void check();

    /// The lab is shutting down: reports that and ends the session.
    void drain();

    /// The session has ended. Called once.
    void closed();
}
