package dev.wirelab.load.transport;

import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.theory.TransportVariant;
import java.util.List;
import java.util.Optional;

/// The load protocols of all transports.
public final class LoadProtocols {
    private static final List<LoadProtocol> ALL =
            List.of(
                    new WebSocketLoad(),
                    new PollLoad("long-poll", "/poll/long", true),
                    new PollLoad("short-poll", "/poll/short", false),
                    new ResponseStreamLoad("sse", "/sse", Framing::eventStream),
                    new TcpLoad(),
                    new ResponseStreamLoad("http-stream", "/stream", Framing::lineStream),
                    new SocketIoLoad());

    private LoadProtocols() {}

    /// The ids of the transports.
    public static List<String> ids() {
        return ALL.stream().map(LoadProtocol::transport).toList();
    }

    /// The load protocol of a variant of a transport; empty if Gatling cannot drive it here.
    public static Optional<LoadProtocol> of(TransportVariant variant) {
        if (variant.transport().described().isPresent()) {
            return Optional.of(new DescribedLoad(variant.transport().described().get()));
        }
        return byId(variant.transport().id())
                .flatMap(protocol ->
                        variant.freshConnections()
                                ? protocol.withFreshConnections()
                                : Optional.of(protocol));
    }

    /// The load protocol of a transport of Wirelab.
    public static Optional<LoadProtocol> byId(String transport) {
        return ALL.stream().filter(protocol -> protocol.transport().equals(transport)).findFirst();
    }
}
