package dev.wirelab.load.transport;

import dev.wirelab.load.connection.Framing;
import java.util.Optional;

/// How a client resumes a transport after a cursor without Gatling.
public sealed interface Resumption {
    /// Events arrive on a connection that stays open and begins with `hello`.
    ///
    /// @param carriesCommands whether commands are sent on it; otherwise they are posted
    record Stream(Opening opening, boolean carriesCommands) implements Resumption {}

    /// Events are polled.
    ///
    /// @param path the path of the polls
    /// @param held whether the lab holds a poll until there is an event
    record Poll(String path, boolean held) implements Resumption {}

    /// Opens a stream.
    @FunctionalInterface
    interface Opening {
        /// The framing of a connection.
        ///
        /// @param after the cursor; empty: read from the end of the log
        Framing framing(String token, Optional<String> after);

        /// The text that is sent first; empty: none.
        default Optional<String> first(String token, Optional<String> after) {
            return Optional.empty();
        }
    }
}
