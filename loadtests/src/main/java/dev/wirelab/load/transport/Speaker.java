package dev.wirelab.load.transport;

import dev.wirelab.core.protocol.Command;

/// Who says something. Called on the virtual user's event loop.
public interface Speaker {
    /// What to say now; the call is the moment at which it is handed to the wire.
    Command.Say next();
}
