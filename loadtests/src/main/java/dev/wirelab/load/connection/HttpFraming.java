package dev.wirelab.load.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;

/// Requests of HTTP/1.1 and their responses (RFC 9112), one at a time. A sent text is a request as
/// [Request#text] writes it.
final class HttpFraming implements Framing {
    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpResponseDecoder(), new HttpObjectAggregator(MAX_BYTES));
    }

    @Override
    public void start(ChannelHandlerContext context, String host) {
        context.pipeline().fireUserEventTriggered(Signal.OPENED);
    }
}
