package dev.wirelab.transports.socketio;

/// When a ping is due to a client, and until when it has to answer. Times are on the nano clock.
///
/// Two threads may change it; then the client has answered at the last moment, and either outcome
/// is right.
final class Heartbeat {
    private final EngineOptions options;

    // When a ping is due, or when its pong is.
    private volatile long due;
    private volatile boolean isPinged;

    Heartbeat(EngineOptions options) {
        this.options = options;
        this.due = System.nanoTime() + options.pingEvery().toNanos();
    }

    /// The client has answered a ping.
    void answered() {
        isPinged = false;
        due = System.nanoTime() + options.pingEvery().toNanos();
    }

    /// A ping is sent now; its answer is due later.
    void pinged() {
        long pongDue = due + options.pongWithin().toNanos();
        due = pongDue;
        isPinged = true;
    }

    /// Whether a ping has been sent that is not answered yet.
    boolean isPinged() {
        return isPinged;
    }

    /// Whether it is time for a ping, or the answer to one is late.
    boolean isDue(long now) {
        return now - due >= 0;
    }

    /// Whether the answer to a ping would be late, had it been sent when it was due.
    boolean isOver(long now) {
        long end = isPinged ? due : due + options.pongWithin().toNanos();
        return now - end >= 0;
    }

    /// Gives the client more time to answer.
    void extend(long now) {
        due = now + options.pongWithin().toNanos();
    }
}
