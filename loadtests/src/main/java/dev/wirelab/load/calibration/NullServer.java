package dev.wirelab.load.calibration;

import dev.wirelab.load.lab.ChildProcess;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A server that answers the load generator as a lab does, on one event loop, and does nothing
/// else: no log, no limits, no meters. Each delivery contains the time at which it was written, so
/// that the latency of a run is the cost of its client and the kernel.
public final class NullServer {
    /// The first word that it prints, followed by the ports for HTTP and for lines, and by those
    /// over TLS if it has a certificate.
    static final String READY = "the null server listens at ";

    private static final ApplicationProtocolConfig VERSIONS =
            new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1);

    private static final int BACKLOG = 1_024;
    private static final int LARGEST = 64 * 1_024;

    private NullServer() {}

    /// Serves on loopback until the process that started it ends.
    ///
    /// @param args nothing, or a certificate and its key, in PEM
    public static void main(String[] args) throws SSLException {
        ChildProcess.endWithParent();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        NullChat chat = new NullChat();
        List<Supplier<ChannelHandler>> http = List.of(() -> new HttpVersions(chat));
        List<Supplier<ChannelHandler>> lines =
                List.of(
                        () -> new LineBasedFrameDecoder(LARGEST),
                        () -> new StreamHandler(chat, null, Outlet.Format.LINES));
        String ports = listen(loop, null, http) + " " + listen(loop, null, lines);
        if (args.length == 2) {
            SslContext tls =
                    SslContextBuilder.forServer(new File(args[0]), new File(args[1]))
                            .applicationProtocolConfig(VERSIONS)
                            .build();
            ports += " " + listen(loop, tls, http) + " " + listen(loop, tls, lines);
        }
        System.out.println(READY + ports);
    }

    private static int listen(
            EventLoopGroup loop,
            @Nullable SslContext tls,
            List<Supplier<ChannelHandler>> handlers) {
        Channel listening =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        if (tls != null) {
                                            channel.pipeline()
                                                    .addLast(tls.newHandler(channel.alloc()));
                                        }
                                        for (Supplier<ChannelHandler> handler : handlers) {
                                            channel.pipeline().addLast(handler.get());
                                        }
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }
}
