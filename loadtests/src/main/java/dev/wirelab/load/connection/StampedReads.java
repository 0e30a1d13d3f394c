package dev.wirelab.load.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/// The handler next to the socket. It stamps each read at once and passes it on only when all
/// sockets that are ready have been read: the time of decoding one connection, which differs by
/// transport, is in no stamp of another connection.
final class StampedReads extends ChannelInboundHandlerAdapter {
    /// The delay of each read, with which a test shows that a calibration finds a slow client; 0
    /// otherwise.
    private static final long DELAY_NANOS = Long.getLong("wirelab.client.delayNanos", 0);

    private final ArrayDeque<Read> reads = new ArrayDeque<>(2);
    private final LongConsumer stamp;

    private record Read(Object bytes, long nanos) {}

    /// @param stamp receives when the bytes were read, on the monotonic clock, before they are
    ///   passed on
    StampedReads(LongConsumer stamp) {
        this.stamp = stamp;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (DELAY_NANOS > 0) {
            LockSupport.parkNanos(DELAY_NANOS);
        }
        if (reads.isEmpty()) {
            context.channel().eventLoop().execute(() -> passOn(context));
        }
        reads.add(new Read(bytes, System.nanoTime()));
    }

    private void passOn(ChannelHandlerContext context) {
        if (reads.isEmpty()) {
            return;
        }
        for (Read read = reads.poll(); read != null; read = reads.poll()) {
            stamp.accept(read.nanos);
            context.fireChannelRead(read.bytes);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (reads.isEmpty()) {
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        passOn(context);
        context.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("deprecation") // of ChannelHandler's method, not of this one
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        passOn(context);
        context.fireExceptionCaught(cause);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        for (Read read = reads.poll(); read != null; read = reads.poll()) {
            ReferenceCountUtil.release(read.bytes);
        }
    }
}
