package dev.wirelab.transports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/// A client that a transport brings along to put load on a lab before people come, so that the JVM
/// has compiled what they will use. It does as little work of its own as possible. Used by one
/// thread.
public interface WarmUpGuest extends AutoCloseable {
    /// Connects guests.
    @FunctionalInterface
    interface Factory {
        /// Connects a guest and logs it in.
        ///
        /// @throws IOException if it is not let in within the visit's patience
        WarmUpGuest connect(Visit visit) throws IOException, InterruptedException;
    }

    /// Who comes, and where to.
    ///
    /// @param user the name to log in with, in ASCII
    /// @param http the lab's HTTP port
    /// @param tcp the lab's TCP port
    /// @param patience how long a reply may take
    /// @param arrived takes whatever arrives, as JSON: events and replies, one or several at a
    ///   time. Called on any thread, one at a time
    record Visit(
            String user,
            InetSocketAddress http,
            InetSocketAddress tcp,
            Duration patience,
            Consumer<String> arrived) {}

    /// Sends a command; its reply is passed to [Visit#arrived].
    ///
    /// @param command one JSON object in ASCII
    void send(String command) throws IOException, InterruptedException;

    /// Disconnects.
    @Override
    void close();
}
