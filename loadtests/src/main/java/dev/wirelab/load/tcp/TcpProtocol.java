package dev.wirelab.load.tcp;

import dev.wirelab.load.measure.Target;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import java.nio.charset.StandardCharsets;
import scala.Function1;
import scala.runtime.BoxedUnit;

/// The address that the TCP steps of a scenario connect to, for Gatling's `protocols(…)`.
public record TcpProtocol(String host, int port) implements Protocol, ProtocolBuilder {
    static final ProtocolKey<TcpProtocol, Components> KEY = new Key();
    private static final int CONNECT_MILLIS = 10_000;

    /// More than the longest line of a server: answers are cut at 64 KiB before escaping.
    private static final int MAX_LINE_BYTES = 512 * 1024;

    /// A protocol for an address.
    public static TcpProtocol to(Target.Endpoint endpoint) {
        return new TcpProtocol(endpoint.host(), endpoint.port());
    }

    @Override
    public Protocol protocol() {
        return this;
    }

    /// The state that the TCP steps of one scenario share. The connection of a virtual user is
    /// closed when the user ends.
    record Components(TcpProtocol protocol, boolean nativeTransport, boolean ioUring)
            implements ProtocolComponents {
        /// Connects on the virtual user's own event loop.
        ChannelFuture connect(EventLoop eventLoop, LineConnection connection) {
            return new Bootstrap()
                    .group(eventLoop)
                    .channelFactory(Transports.newSocketChannelFactory(nativeTransport, ioUring))
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                    .handler(
                            new ChannelInitializer<SocketChannel>() {
                                @Override
                                protected void initChannel(SocketChannel channel) {
                                    channel.pipeline()
                                            .addLast(new LineBasedFrameDecoder(MAX_LINE_BYTES))
                                            .addLast(new StringDecoder(StandardCharsets.UTF_8))
                                            .addLast(connection);
                                }
                            })
                    .connect(protocol.host(), protocol.port());
        }

        @Override
        public Function1<Session, Session> onStart() {
            return session -> session;
        }

        @Override
        public Function1<Session, BoxedUnit> onExit() {
            return session -> {
                LineConnection.of(session).ifPresent(LineConnection::close);
                return BoxedUnit.UNIT;
            };
        }
    }

    private static final class Key implements ProtocolKey<TcpProtocol, Components> {
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
        public Function1<TcpProtocol, Components> newComponents(CoreComponents core) {
            var netty = core.configuration().netty();
            return protocol ->
                    new Components(protocol, netty.useNativeTransport(), netty.useIoUring());
        }
    }
}
