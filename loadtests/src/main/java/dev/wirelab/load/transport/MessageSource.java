package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Command;

/// Supplies the messages of one publisher. Called on the virtual user's event loop.
public interface MessageSource {
    /// The message to send now; the moment of the call counts as the moment of sending.
    Command.Say next();
}
