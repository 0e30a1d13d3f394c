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
    /// What can be said of it without running it.
    TransportDescriptor descriptor();

    /// Its name everywhere, such as `websocket`.
    default String id() {
        return descriptor().id();
    }

    /// Adds its routes, if it lives on the HTTP port.
    default void mount(JavalinConfig http) {}

    /// Begins to listen, if it has a port of its own.
    ///
    /// @throws IOException if the port cannot be had
    default void open() throws IOException {}

    /// Where clients find it, once it is open: `path` on the HTTP port, or `host` and `port`.
    Map<String, Object> where();

    /// The port of its own that it listens on; nothing for a transport on the HTTP port, and before
    /// it is open.
    default OptionalInt port() {
        return OptionalInt.empty();
    }

    /// Tells every client that the server stops, and takes no new ones. Returns without waiting for
    /// them.
    void drain();

    /// Cuts what is still connected and frees everything.
    @Override
    void close();
}
