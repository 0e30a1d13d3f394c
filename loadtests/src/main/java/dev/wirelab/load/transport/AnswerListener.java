package dev.wirelab.load.transport;

import dev.wirelab.load.wire.ReceivedEvent;

/// Receives the answers to the commands of all publishers of a run. The command's id names the
/// publisher. Called on event loops.
@FunctionalInterface
public interface AnswerListener {
    /// Takes an answer.
    ///
    /// @param nanos when its bytes were received, on the monotonic clock
    void answered(ReceivedEvent answer, long nanos);
}
