package dev.wirelab.load.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LineBasedFrameDecoder;

/// Lines that end with LF; CRLF is accepted.
final class LineFraming implements Framing {
    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(new LineBasedFrameDecoder(MAX_BYTES, true, true));
    }

    @Override
    public void start(ChannelHandlerContext context, String host) {
        context.pipeline().fireUserEventTriggered(Signal.OPENED);
    }

    @Override
    public Object frame(ChannelHandlerContext context, String text) {
        return Framing.super.frame(context, text + "\n");
    }
}
