package dev.wirelab.load.link;

import java.io.IOException;

/// Starts a process: at the clients' end of a link, or so that it ends with this one.
@FunctionalInterface
public interface Launcher {
    /// Starts it as it is.
    Launcher PLAIN = ProcessBuilder::start;

    /// Starts a process. May change the command.
    Process start(ProcessBuilder builder) throws IOException;
}
