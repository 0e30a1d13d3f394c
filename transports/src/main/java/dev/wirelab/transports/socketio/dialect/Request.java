package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Command;
import org.jspecify.annotations.Nullable;

/// What an event of a page asks for.
public sealed interface Request {
    /// Executes a command.
    ///
    /// @param speaker who the page says that it is; null if it does not
    record Execute(@Nullable Speaker speaker, Command command) implements Request {}

    /// Answers the page alone.
    ///
    /// @param array the packet's, as JSON
    record Answer(String array) implements Request {}

    /// A user as a message names its sender.
    ///
    /// @param name not checked
    /// @param avatar not checked; null without one
    record Speaker(String name, @Nullable String avatar) {}
}
