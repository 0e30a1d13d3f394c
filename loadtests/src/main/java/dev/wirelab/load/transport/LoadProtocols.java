package dev.wirelab.load.transport;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All transports that the load program speaks, and the variants of some.
public final class LoadProtocols {
    private static final List<LoadProtocol> ALL =
            List.of(
                    new WebSocketLoad(),
                    new PollLoad(PollLoad.Kind.LONG),
                    new PollLoad(PollLoad.Kind.SHORT),
                    new TcpLoad());

    /// Those with a new TCP connection for each request.
    private static final List<LoadProtocol> FRESH =
            List.of(
                    new PollLoad(PollLoad.Kind.LONG, true),
                    new PollLoad(PollLoad.Kind.SHORT, true));

    private LoadProtocols() {}

    /// The ids of the transports, in the order in which a comparison runs them.
    public static List<String> ids() {
        return ALL.stream().map(LoadProtocol::id).toList();
    }

    /// The ids of the transports and of their variants.
    public static List<String> allIds() {
        return Stream.concat(ALL.stream(), FRESH.stream()).map(LoadProtocol::id).toList();
    }

    /// The one with this id, a variant's too.
    public static Optional<LoadProtocol> byId(String id) {
        return Stream.concat(ALL.stream(), FRESH.stream())
                .filter(protocol -> protocol.id().equals(id))
                .findFirst();
    }

    /// The variant of a transport with a new TCP connection for each request, if it makes requests.
    public static Optional<LoadProtocol> fresh(String transport) {
        return FRESH.stream()
                .filter(protocol -> protocol.transport().equals(transport))
                .findFirst();
    }
}
