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
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// A server that speaks to the load generator as a lab does, on one event loop, and does nothing
/// else: no log, no limits, no meters. Each delivery carries the moment at which it was written, so
/// that the latency that a run finds here is the cost of its client and the kernel.
public final class NullServer {
    /// What it prints first, followed by the ports for HTTP and for lines.
    static final String READY = "the null server listens at ";

    private static final int BACKLOG = 1_024;
    private static final int LARGEST = 64 * 1_024;

    private NullServer() {}

    /// Serves on loopback until the process that started it ends.
    public static void main(String[] args) {
        ChildProcess.endWithParent();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        NullChat chat = new NullChat();
        int http =
                listen(
                        loop,
                        () -> new HttpRequestDecoder(),
                        () -> new HttpObjectAggregator(LARGEST),
                        () -> new HttpHandler(chat));
        int lines =
                listen(
                        loop,
                        () -> new LineBasedFrameDecoder(LARGEST),
                        () -> new StreamHandler(chat, null, Outlet.Format.LINES));
        System.out.println(READY + http + " " + lines);
    }

    @SafeVarargs
    private static int listen(EventLoopGroup loop, Supplier<ChannelHandler>... handlers) {
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
