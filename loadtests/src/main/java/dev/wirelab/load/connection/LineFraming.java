package dev.wirelab.load.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import java.util.function.Supplier;

/// Lines that end with LF; CRLF is accepted.
///
/// @param decoder divides the input into messages
record LineFraming(Supplier<ChannelHandler> decoder) implements Framing {
    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(decoder.get());
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
