package dev.wirelab.load.calibration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The null server's side of an HTTP connection until its first bytes have shown the version: the
/// preface of HTTP/2 begins with `PRI` (RFC 9113 §3.4), which is no method.
final class HttpVersions extends ByteToMessageDecoder {
    private static final String PREFACE = "PRI";
    private static final int LARGEST = 64 * 1_024;

    private final NullChat chat;

    HttpVersions(NullChat chat) {
        this.chat = chat;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < PREFACE.length()) {
            return;
        }
        ChannelPipeline pipeline = context.pipeline();
        String first = in.toString(in.readerIndex(), PREFACE.length(), StandardCharsets.ISO_8859_1);
        if (first.equals(PREFACE)) {
            pipeline.addLast(
                    Http2FrameCodecBuilder.forServer().build(),
                    new Http2MultiplexHandler(
                            new ChannelInitializer<>() {
                                @Override
                                protected void initChannel(Channel stream) {
                                    stream.pipeline()
                                            .addLast(
                                                    new Http2StreamFrameToHttpObjectCodec(
                                                            true, false),
                                                    new HttpObjectAggregator(LARGEST),
                                                    new HttpHandler(chat));
                                }
                            }));
        } else {
            pipeline.addLast(
                    new HttpRequestDecoder(),
                    new HttpObjectAggregator(LARGEST),
                    new HttpHandler(chat));
        }
        // What has been read goes to the handlers that were added.
        pipeline.remove(this);
    }
}
