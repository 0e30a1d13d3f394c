package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.atomic.LongAdder;

/// Counts the traffic on the sockets of all virtual users, for servers that do not report it. Safe
/// for use by any number of threads.
public final class ClientTraffic {
    private final LongAdder sent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder connections = new LongAdder();

    /// Socket bytes to the server so far.
    public long bytesSent() {
        return sent.sum();
    }

    /// Socket bytes from the server so far.
    public long bytesReceived() {
        return received.sum();
    }

    /// HTTP requests so far, without those that open a WebSocket or an event stream.
    public long requests() {
        return requests.sum();
    }

    /// Connections that were opened so far.
    public long connections() {
        return connections.sum();
    }

    void request() {
        requests.increment();
    }

    /// The handler next to the socket of one connection.
    ChannelHandler counter() {
        connections.increment();
        return new ChannelDuplexHandler() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                received.add(((ByteBuf) bytes).readableBytes());
                context.fireChannelRead(bytes);
            }

            @Override
            public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) {
                sent.add(((ByteBuf) bytes).readableBytes());
                var _ = context.write(bytes, promise);
            }
        };
    }
}
