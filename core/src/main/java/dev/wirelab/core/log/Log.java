package dev.wirelab.core.log;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// Puts facts into one total order. Every node that follows the log applies the same facts in the
/// same order and so derives the same state.
///
/// An object of this type is one node's access to the log, with the node's one [Follower]. Facts
/// are numbered 1, 2, 3 and so on, including those that are refused when they are applied.
public interface Log {
    /// Names this log: cursors of different epochs cannot be compared. Lower-case letters and
    /// digits.
    String epoch();

    /// Whether other nodes may append to this log too.
    boolean isShared();

    /// Starts to apply the facts after `after`, in order: first those that the log already has
    /// (replay, or a snapshot and the facts after it), then new ones as they are appended. Called
    /// once, before the first [#append].
    ///
    /// @param after the number of the last fact that the follower has applied already; 0 for none
    /// @throws IllegalArgumentException if the log no longer has the facts after that one
    void follow(long after, Follower follower);

    /// Adds a fact to the end of the log. May take a network round trip; never blocks.
    ///
    /// @return completes when this node's follower has applied the fact: with the follower's
    ///   answer, or with the `Refusal` that it threw; with the refusal `unavailable` if the log
    ///   could not be reached in time, and then it is unknown whether the fact will be applied. May
    ///   already be complete
    CompletionStage<Long> append(Fact fact);

    /// Waits until this node has caught up with the current end of the log.
    ///
    /// @return completes when this node's follower has applied every fact that was in the log when
    ///   this was called, including those of other nodes; fails if the log cannot be reached.
    ///   Already complete if no other node appends
    CompletionStage<Void> sync();

    /// How long this node has followed the log without an interruption. What other nodes appended
    /// before an interruption may not have arrived yet.
    default Duration followedFor() {
        return Duration.ofDays(Integer.MAX_VALUE);
    }

    /// Derives state from the facts of a log.
    interface Follower {
        /// Applies a fact, or refuses it. Called for one fact at a time, in order. Never blocks,
        /// and decides from the facts so far alone, so that every follower decides alike.
        ///
        /// @param number the fact's number, one more than that of the fact before
        /// @return the answer: the offset in the log that the fact took (the last one if it made
        ///   several events); for a command that was executed before, the offset it took then
        /// @throws dev.wirelab.core.protocol.Refusal if the fact is refused; then nothing has
        ///   changed
        long apply(long number, Fact fact);

        /// Encodes the state after the facts so far, for a log that keeps snapshots instead of old
        /// facts. Called between two facts, by the thread that applies them.
        byte[] snapshot();

        /// Begins with the state of a snapshot instead of the first facts. Called before all else,
        /// at most once.
        ///
        /// @param number the number of the last fact before the snapshot
        /// @throws IllegalArgumentException if this program cannot read it
        void restore(long number, byte[] snapshot);

        /// Called after the log has applied facts on one of its own threads, once for facts that
        /// arrived together. Not called for facts that [Log#append] applies on the caller's thread.
        void caughtUp();
    }
}
