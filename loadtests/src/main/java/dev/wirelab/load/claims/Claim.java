package dev.wirelab.load.claims;

import java.io.IOException;
import java.time.Duration;

/// A well-known statement and the experiment that puts it to the test. Its verdict follows from the
/// numbers alone: of another lab, or on another machine, it may be another.
public sealed interface Claim
        permits KaazingBytes,
                LongPollTransits,
                ShortConnections,
                HandshakeChannel,
                ShortPollHolds,
                LongPollWaste,
                RawTcp {

    /// What is claimed, and by whom.
    Statement statement();

    /// How long the experiment takes, about.
    Duration about();

    /// Makes the experiment.
    ///
    /// @param bench a lab that nobody else uses meanwhile
    /// @throws IOException if the lab does not answer, or not as its protocol says
    Finding test(Bench bench) throws IOException, InterruptedException;
}
