package dev.wirelab.core.log;

import java.util.concurrent.CompletionStage;

/// Gives facts their places in one total order and tells its [Follower] of each, in that order.
public interface Log {
    /// Names this life of the order: places of different epochs cannot be compared. Lower-case
    /// letters and digits.
    String epoch();

    /// Adds a fact to the order. May take time.
    ///
    /// @return completes with the place that the follower gave as its answer, or with the `Refusal`
    ///   that it threw; completed already where the log is in this process's memory
    CompletionStage<Long> append(Fact fact);

    /// Who derives the state of the chat from the order.
    interface Follower {
        /// Takes the fact at this place, or refuses it. Called for one fact at a time, in order of
        /// places, never waits for anything, and decides from the facts so far alone, so that every
        /// follower decides alike.
        ///
        /// @param place the first place that is free. A fact takes it, or several from it on where
        ///   it makes several events: a log-out is a departure from each of its groups
        /// @return the place that answers this fact: the last one that it took, or that of the same
        ///   command done earlier, in which case it took none and nothing changed
        /// @throws dev.wirelab.core.protocol.Refusal if the fact cannot be; then nothing changed
        long apply(long place, Fact fact);
    }
}
