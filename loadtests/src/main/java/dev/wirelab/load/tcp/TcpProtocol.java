package dev.wirelab.load.tcp;

import dev.wirelab.load.measure.Target;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.javaapi.core.ProtocolBuilder;
import scala.Function1;

/// The address that the TCP steps of a scenario connect to, for Gatling's `protocols(…)`.
public record TcpProtocol(String host, int port) implements Protocol, ProtocolBuilder {
    static final ProtocolKey<TcpProtocol, TcpComponents> KEY = new Key();

    /// A protocol for an address.
    public static TcpProtocol to(Target.Endpoint endpoint) {
        return new TcpProtocol(endpoint.host(), endpoint.port());
    }

    @Override
    public Protocol protocol() {
        return this;
    }

    private static final class Key implements ProtocolKey<TcpProtocol, TcpComponents> {
        @Override
        @SuppressWarnings("unchecked") // Gatling's signature wants Class<Protocol> itself.
        public Class<Protocol> protocolClass() {
            return (Class<Protocol>) (Class<?>) TcpProtocol.class;
        }

        @Override
        public TcpProtocol defaultProtocolValue(GatlingConfiguration configuration) {
            throw new IllegalStateException("the scenario has TCP steps but no TcpProtocol");
        }

        @Override
        public Function1<TcpProtocol, TcpComponents> newComponents(CoreComponents core) {
            return protocol -> new TcpComponents(protocol, core);
        }
    }
}
