package dev.wirelab.load.transport;

import dev.wirelab.load.wire.ReceivedEvent;

/// Where the answers to what all speakers of a run said go. A command's id tells whose it is, since
/// Gatling does not tell whose connection a WebSocket frame came on. Called on event loops.
@FunctionalInterface
public interface Replies {
    /// Takes an answer.
    ///
    /// @param nanos when its bytes were here, on the monotonic clock
    void replied(ReceivedEvent answer, long nanos);
}
