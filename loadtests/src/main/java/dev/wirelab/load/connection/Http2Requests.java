package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpScheme;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.ssl.SslHandler;
import java.util.Locale;

/// Requests as frames of HTTP/2, with the fields that they have in HTTP/1.1 (RFC 9113 §8.3).
final class Http2Requests {
    private Http2Requests() {}

    /// Writes a request on a stream that has none yet.
    ///
    /// @param host the value of `:authority`
    static ChannelFuture write(ChannelHandlerContext stream, Request request, String host) {
        boolean secure = stream.channel().parent().pipeline().get(SslHandler.class) != null;
        Http2Headers headers =
                new DefaultHttp2Headers()
                        .method(request.method())
                        .scheme((secure ? HttpScheme.HTTPS : HttpScheme.HTTP).name())
                        .authority(host)
                        .path(request.target());
        if (request.token() != null) {
            headers.add(HttpHeaderNames.AUTHORIZATION, "Bearer " + request.token());
        }
        request.fields()
                .lines()
                .map(line -> line.split(": ", 2))
                .forEach(field -> headers.add(field[0].toLowerCase(Locale.ROOT), field[1]));
        if (request.body() == null) {
            return stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
        }
        ByteBuf body = ByteBufUtil.writeUtf8(stream.alloc(), request.body());
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        var _ = stream.write(new DefaultHttp2HeadersFrame(headers, false));
        return stream.writeAndFlush(new DefaultHttp2DataFrame(body, true));
    }
}
