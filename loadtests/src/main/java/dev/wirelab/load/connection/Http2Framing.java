package dev.wirelab.load.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.ProtocolException;

/// A connection of HTTP/2 (RFC 9113): requests and their responses, one at a time, each on a stream
/// of its own, and besides them [HttpStream]s. In plaintext by prior knowledge (§3.3), over TLS by
/// ALPN (§3.2).
final class Http2Framing extends ChannelInboundHandlerAdapter implements Framing {
    /// The protocol's name in ALPN.
    static final String H2 = "h2";

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(this);
    }

    /// The preface is sent with the first request, for whose response nothing else has to arrive.
    @Override
    public void start(ChannelHandlerContext context, String host) {
        ChannelPipeline pipeline = context.pipeline();
        SslHandler tls = pipeline.get(SslHandler.class);
        if (tls != null && !H2.equals(tls.applicationProtocol())) {
            pipeline.fireExceptionCaught(
                    new ProtocolException(
                            "the server does not speak HTTP/2; by ALPN it chose "
                                    + (tls.applicationProtocol() == null
                                            ? "nothing"
                                            : tls.applicationProtocol())));
            return;
        }
        String own = pipeline.context(this).name();
        pipeline.addBefore(own, "frames", new Http2ClientCodec().build());
        pipeline.addBefore(
                own,
                "streams",
                new Http2MultiplexHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel pushed) {
                                var _ = pushed.close();
                            }
                        }));
        var _ = context.write(new DefaultHttp2WindowUpdateFrame(Http2ClientCodec.MORE_WINDOW));
        pipeline.fireUserEventTriggered(Signal.OPENED);
    }

    @Override
    public Future<?> send(ChannelHandlerContext context, Request request, String host) {
        ChannelHandlerContext own = context.pipeline().context(this);
        return new Http2StreamChannelBootstrap(context.channel())
                .handler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(
                                                new Http2StreamFrameToHttpObjectCodec(false, false),
                                                new HttpObjectAggregator(MAX_BYTES),
                                                new Exchange(own, request, host));
                            }
                        })
                .open();
    }

    /// Frames of the connection itself.
    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) throws ProtocolException {
        try {
            if (frame instanceof Http2GoAwayFrame end
                    && end.errorCode() != Http2Error.NO_ERROR.code()) {
                throw new ProtocolException(
                        "the server ended the connection: " + name(end.errorCode()));
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // of ChannelHandler's method, not of this one
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.fireExceptionCaught(
                cause instanceof Http2Exception
                        ? new ProtocolException("not as HTTP/2 requires: " + cause.getMessage())
                        : cause);
    }

    /// The name of an error code (RFC 9113 §7).
    static String name(long code) {
        Http2Error error = Http2Error.valueOf(code);
        return error == null ? "error " + code : error.name();
    }

    /// A request and its response, which the connection's own handlers receive.
    private static final class Exchange extends ChannelInboundHandlerAdapter {
        private final ChannelHandlerContext connection;
        private final Request request;
        private final String host;
        private boolean answered;

        Exchange(ChannelHandlerContext connection, Request request, String host) {
            this.connection = connection;
            this.request = request;
            this.host = host;
        }

        @Override
        public void channelActive(ChannelHandlerContext stream) {
            var _ =
                    Http2Requests.write(stream, request, host)
                            .addListener(written -> {
                                if (!written.isSuccess()) {
                                    failed(written.cause());
                                }
                            });
        }

        @Override
        public void channelRead(ChannelHandlerContext stream, Object response) {
            answered =
                    response instanceof FullHttpResponse full
                            && full.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            connection.fireChannelRead(response);
            if (answered && request.close()) {
                var _ = connection.close();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext stream, Object event) {
            if (event instanceof Http2ResetFrame reset) {
                String error = name(reset.errorCode());
                failed(new ProtocolException("the server reset the request: " + error));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext stream) {
            failed(new ProtocolException("the connection was closed"));
        }

        /// Ends the connection, unless its own end has been reported to its handlers already.
        private void failed(Throwable cause) {
            if (!answered && connection.channel().isActive()) {
                connection.fireExceptionCaught(cause);
            }
            answered = true;
        }

        @Override
        @SuppressWarnings("deprecation") // of ChannelHandler's method, not of this one
        public void exceptionCaught(ChannelHandlerContext stream, Throwable cause) {
            failed(cause);
        }
    }
}
