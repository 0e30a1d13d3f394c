package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import dev.wirelab.load.transport.Resumption;
import java.util.function.Predicate;

/// One transport of one lab, over which a client can connect and resume.
public record Way(String transport, Resumption resumption, ConnectionProtocol addresses) {
    /// The way to a lab over a transport.
    ///
    /// @throws IllegalArgumentException if there is no such transport
    public static Way of(String transport, Target lab) {
        LoadProtocol protocol =
                LoadProtocols.byId(transport)
                        .orElseThrow(() -> new IllegalArgumentException("no " + transport));
        return new Way(transport, protocol.resumption().orElseThrow(), protocol.protocol(lab));
    }

    /// The way over the first transport of a kind.
    ///
    /// @throws java.util.NoSuchElementException if there is none
    public static Way first(Predicate<Resumption> kind, Target lab) {
        return LoadProtocols.ids().stream()
                .map(id -> of(id, lab))
                .filter(way -> kind.test(way.resumption))
                .findFirst()
                .orElseThrow();
    }

    /// Whether it uses the HTTP port, and so passes proxies that forward only HTTP.
    public boolean isHttp() {
        return addresses.stream().equals(addresses.http());
    }
}
