package dev.wirelab.load.transport;

import java.util.List;
import java.util.Optional;

/// All transports that the load program speaks.
public final class LoadProtocols {
    private static final List<LoadProtocol> ALL =
            List.of(
                    new WebSocketLoad(),
                    new PollLoad(PollLoad.Kind.LONG),
                    new PollLoad(PollLoad.Kind.SHORT),
                    new TcpLoad());

    private LoadProtocols() {}

    /// Their ids, in the order in which a comparison runs them.
    public static List<String> ids() {
        return ALL.stream().map(LoadProtocol::id).toList();
    }

    /// The one with this id.
    public static Optional<LoadProtocol> byId(String id) {
        return ALL.stream().filter(protocol -> protocol.id().equals(id)).findFirst();
    }
}
