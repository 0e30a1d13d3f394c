package dev.wirelab.load.tcp;

import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.time.Duration;
import scala.Function1;

/// Where the TCP steps of a scenario connect to, given to Gatling's `protocols(…)`.
///
/// @param connectTimeout after which a connection attempt has failed
/// @param maxLineBytes the longest line that is taken; a longer one fails the connection
public record TcpProtocol(String host, int port, Duration connectTimeout, int maxLineBytes)
        implements Protocol, ProtocolBuilder {
    /// More than one server line ever has: answers are cut at 64 KiB before escaping.
    public static final int DEFAULT_MAX_LINE_BYTES = 512 * 1024;

    static final ProtocolKey<TcpProtocol, TcpComponents> KEY = new Key();

    /// A protocol with 10 s to connect.
    public static TcpProtocol to(String host, int port) {
        return new TcpProtocol(host, port, Duration.ofSeconds(10), DEFAULT_MAX_LINE_BYTES);
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
