package dev.wirelab.transports;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;

/// A way to carry commands and events between clients and the chat.
///
/// The lab calls, in this order: [#mount] while it configures its HTTP server, [#open], [#where],
/// and when it stops [#drain] and [#close]. Calls come from one thread.
public interface Transport extends AutoCloseable {
    /// Its static properties.
    TransportDescriptor descriptor();

    /// Its id in the protocol, the meters and reports, such as `websocket`.
    default String id() {
        return descriptor().id();
    }

    /// Adds its routes, if it uses the HTTP port.
    default void mount(JavalinConfig http) {}

    /// Starts to listen, if it has a port of its own.
    ///
    /// @throws IOException if the port cannot be bound
    default void open() throws IOException {}

    /// Its address for clients, once it is open: `path` on the HTTP port, or `host` and `port`.
    Map<String, Object> where();

    /// The plaintext port that it listens on, if it has one of its own and is open; empty for a
    /// transport on the HTTP port.
    default OptionalInt port() {
        return OptionalInt.empty();
    }

    /// The TLS port that it listens on, if it has one of its own and is open.
    default OptionalInt tlsPort() {
        return OptionalInt.empty();
    }

    /// Notifies every client that the lab is shutting down, and accepts no new ones. Does not wait
    /// until they have disconnected.
    void drain();

    /// Closes the remaining connections at once and releases all resources.
    @Override
    void close();
}
