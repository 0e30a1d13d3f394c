package dev.wirelab.load.calibration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;

/// Writes responses of HTTP/1.1 on a connection, or of HTTP/2 on a stream of one.
final class HttpAnswer {
    private static final String JSON = "application/json";
    private static final String NO_STORE = "no-store";
    private static final int CODE_DIGITS = 3;

    private HttpAnswer() {}

    /// Writes a response with a body of JSON.
    ///
    /// @param status such as `200 OK`
    /// @param body released here
    /// @param closes whether the connection closes afterwards
    static void whole(Channel channel, String status, ByteBuf body, boolean closes) {
        ChannelFuture written;
        if (isHttp2(channel)) {
            Http2Headers head =
                    head(status)
                            .set(HttpHeaderNames.CONTENT_TYPE, JSON)
                            .set(HttpHeaderNames.CACHE_CONTROL, NO_STORE)
                            .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            var _ = channel.write(new DefaultHttp2HeadersFrame(head, false));
            written = channel.writeAndFlush(new DefaultHttp2DataFrame(body, true));
        } else {
            ByteBuf out = channel.alloc().buffer();
            ByteBufUtil.writeAscii(
                    out,
                    "HTTP/1.1 %s\r\nContent-Type: %s\r\nCache-Control: %s\r\nContent-Length: %d\r\n%s\r\n"
                            .formatted(
                                    status,
                                    JSON,
                                    NO_STORE,
                                    body.readableBytes(),
                                    closes ? "Connection: close\r\n" : ""));
            written = channel.writeAndFlush(out.writeBytes(body));
            body.release();
        }
        if (closes) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /// Writes a response without a body.
    static void empty(Channel channel, String status) {
        var _ =
                channel.writeAndFlush(
                        isHttp2(channel)
                                ? new DefaultHttp2HeadersFrame(head(status), true)
                                : ascii(channel, "HTTP/1.1 " + status + "\r\n\r\n"));
    }

    /// Writes the head of a response that never ends.
    ///
    /// @param type the media type of its body
    static void begin(Channel channel, String type) {
        var _ =
                channel.writeAndFlush(
                        isHttp2(channel)
                                ? new DefaultHttp2HeadersFrame(
                                        head("200").set(HttpHeaderNames.CONTENT_TYPE, type))
                                : ascii(
                                        channel,
                                        "HTTP/1.1 200 OK\r\nContent-Type: "
                                                + type
                                                + "\r\nTransfer-Encoding: chunked\r\n\r\n"));
    }

    /// Writes the next part of a response that never ends.
    static void part(Channel channel, ByteBuf content) {
        if (isHttp2(channel)) {
            var _ = channel.writeAndFlush(new DefaultHttp2DataFrame(content));
            return;
        }
        ByteBuf out = channel.alloc().buffer();
        ByteBufUtil.writeAscii(out, Integer.toHexString(content.readableBytes()) + "\r\n");
        out.writeBytes(content);
        content.release();
        ByteBufUtil.writeAscii(out, "\r\n");
        var _ = channel.writeAndFlush(out);
    }

    private static boolean isHttp2(Channel channel) {
        return channel instanceof Http2StreamChannel;
    }

    private static Http2Headers head(String status) {
        return new DefaultHttp2Headers().status(status.substring(0, CODE_DIGITS));
    }

    private static ByteBuf ascii(Channel channel, String text) {
        return ByteBufUtil.writeAscii(channel.alloc(), text);
    }
}
