package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import dev.wirelab.load.transport.Resumption;
import java.util.function.Predicate;

/// A transport to one lab, by which a client can resume.
public record Way(String transport, Resumption resumption, ConnectionProtocol addresses) {
    /// The way of a transport.
    ///
    /// @throws IllegalArgumentException if there is no such transport
    public static Way of(String transport, Target lab) {
        LoadProtocol protocol =
                LoadProtocols.byId(transport)
                        .orElseThrow(() -> new IllegalArgumentException("no " + transport));
        return new Way(transport, protocol.resumption().orElseThrow(), protocol.protocol(lab));
    }

    /// The first way of a kind, whichever transport that is.
    ///
    /// @throws java.util.NoSuchElementException if there is none
    public static Way first(Predicate<Resumption> kind, Target lab) {
        return LoadProtocols.ids().stream()
                .map(id -> of(id, lab))
                .filter(way -> kind.test(way.resumption))
                .findFirst()
                .orElseThrow();
    }

    /// Whether it goes through what speaks HTTP only.
    public boolean isHttp() {
        return addresses.stream().equals(addresses.http());
    }
}
