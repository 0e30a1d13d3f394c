package dev.wirelab.load.link;

import dev.wirelab.load.measure.Target;
import java.io.IOException;

/// A link that is being emulated.
public interface OpenLink extends AutoCloseable {
    /// What it is, and whether it is as asked.
    LinkReport report();

    /// The addresses of the lab at the clients' end.
    ///
    /// @param lab its own addresses
    /// @throws IOException if they cannot be provided
    Target far(Target lab) throws IOException;

    /// What a run reaches beside the link.
    ///
    /// @param lab its own addresses
    LinkAccess access(Target lab);

    /// Starts processes at the clients' end.
    Launcher clients();

    @Override
    void close();
}
