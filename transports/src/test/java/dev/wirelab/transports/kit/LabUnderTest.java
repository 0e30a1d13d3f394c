package dev.wirelab.transports.kit;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/// A running lab that the kit speaks to: nothing but its two addresses.
public interface LabUnderTest extends AutoCloseable {
    /// Where HTTP and WebSocket are, such as `http://127.0.0.1:43211`, without a path.
    URI http();

    /// The HTTP addresses of all nodes: a client that polls asks one after the other.
    default List<URI> nodes() {
        return List.of(http());
    }

    /// Where TCP lines are.
    InetSocketAddress tcp();

    /// The key that opens the lab's meters.
    String key();

    /// Ends the lab as SIGTERM would: clients are told, then everything is closed. Blocks until it
    /// is over, at most 10 s.
    @Override
    void close();
}
