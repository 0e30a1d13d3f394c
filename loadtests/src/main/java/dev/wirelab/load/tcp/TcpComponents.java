package dev.wirelab.load.tcp;

import io.gatling.core.CoreComponents;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.session.Session;
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

/// What the TCP steps of one scenario share. A virtual user's connection ends with the user.
final class TcpComponents implements ProtocolComponents {
    private static final int CONNECT_MILLIS = 10_000;

    /// More than the longest line of a server: answers are cut at 64 KiB before escaping.
    private static final int MAX_LINE_BYTES = 512 * 1024;

    private final TcpProtocol protocol;
    private final boolean nativeTransport;
    private final boolean ioUring;

    TcpComponents(TcpProtocol protocol, CoreComponents core) {
        this.protocol = protocol;
        this.nativeTransport = core.configuration().netty().useNativeTransport();
        this.ioUring = core.configuration().netty().useIoUring();
    }

    /// Connects a new connection on the virtual user's own event loop.
    ChannelFuture connect(EventLoop eventLoop, TcpConnection connection) {
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
            TcpConnection.of(session).ifPresent(TcpConnection::close);
            return BoxedUnit.UNIT;
        };
    }
}
