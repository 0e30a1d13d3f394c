package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Command;

/// Supplies the messages of one publisher. Called on the virtual user's event loop.
public interface MessageSource {
    /// The message to send now; the time of the call counts as the time of sending.
    Command.Say next();
}
