package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Command;
import org.jspecify.annotations.Nullable;

/// The request of a page, as one of its events expresses it.
public sealed interface Request {
    /// Executes a command.
    ///
    /// @param speaker the name that the page gives itself; null without one
    record Execute(@Nullable Speaker speaker, Command command) implements Request {}

    /// Answers the page alone.
    ///
    /// @param array the JSON array of the answer's packet
    record Answer(String array) implements Request {}

    /// A user as a message names its sender.
    ///
    /// @param name not checked
    /// @param avatar not checked; null without one
    record Speaker(String name, @Nullable String avatar) {}
}
