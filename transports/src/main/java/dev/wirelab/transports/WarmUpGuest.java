package dev.wirelab.transports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/// A client of one transport that puts load on a lab before real clients connect, so that the JIT
/// compiler has compiled the code that they will use. It uses as little CPU time as possible
/// itself. Used by one thread.
public interface WarmUpGuest extends AutoCloseable {
    /// Connects guests.
    @FunctionalInterface
    interface Factory {
        /// Connects a guest and logs it in.
        ///
        /// @throws IOException if the log-in fails or takes longer than the visit's `patience`
        WarmUpGuest connect(Visit visit) throws IOException, InterruptedException;
    }

    /// How a guest connects.
    ///
    /// @param user the name to log in with, in ASCII
    /// @param http the lab's HTTP port
    /// @param tcp the lab's TCP port
    /// @param patience how long a reply may take
    /// @param arrived receives all events and replies as JSON, one or several per call. Called on
    ///   any thread, one call at a time
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
