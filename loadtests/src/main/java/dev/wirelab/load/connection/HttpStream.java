package dev.wirelab.load.connection;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A stream that a request opens. The last of its handlers: it accepts or refuses the response.
abstract sealed class HttpStream extends ChannelInboundHandlerAdapter implements Framing
        permits WebSocketFraming, BodyFraming {
    private static final int MOST_OF_A_REFUSAL = 200;

    private Request request;
    private boolean answered;
    private @Nullable String refusal;

    HttpStream(Request request) {
        this.request = request;
    }

    /// The header fields of the request that only this kind of stream has, each with its line end.
    abstract String fields();

    /// The problem of a response; null if it opens the stream.
    abstract @Nullable String problem(HttpResponse response);

    /// The stream is open.
    abstract void accepted(ChannelHandlerContext context);

    /// Input has arrived on the open stream.
    ///
    /// @return whether it was passed on, and not consumed
    abstract boolean received(ChannelHandlerContext context, Object piece) throws ProtocolException;

    @Override
    public void under(String path) {
        request = request.under(path);
    }

    @Override
    public void with(String name, String value) {
        request = request.with(name, value);
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        pipeline.addLast(
                pipeline.channel() instanceof Http2StreamChannel
                        ? new Http2StreamFrameToHttpObjectCodec(false, false)
                        : new HttpResponseDecoder(),
                this);
    }

    @Override
    public void start(ChannelHandlerContext context, String host) {
        if (context.channel() instanceof Http2StreamChannel) {
            var _ = Http2Requests.write(context, request, host);
            return;
        }
        String head = request.text(host, fields());
        var _ = context.writeAndFlush(ByteBufUtil.writeUtf8(context.alloc(), head));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object piece) throws ProtocolException {
        boolean passedOn = false;
        try {
            if (refusal != null) {
                refuse(refusal, piece);
            } else if (answered) {
                passedOn = received(context, piece);
            } else if (piece instanceof HttpResponse response) {
                answer(context, response);
                if (refusal != null && piece instanceof HttpContent) {
                    refuse(refusal, piece);
                }
            }
        } finally {
            if (!passedOn) {
                ReferenceCountUtil.release(piece);
            }
        }
    }

    private void answer(ChannelHandlerContext context, HttpResponse response)
            throws ProtocolException {
        if (response.decoderResult().isFailure()) {
            throw new ProtocolException(
                    "not a response of HTTP: " + response.decoderResult().cause().getMessage());
        }
        boolean switches = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL && !switches) {
            return;
        }
        refusal = problem(response);
        if (refusal == null) {
            answered = true;
            accepted(context);
            context.fireUserEventTriggered(Signal.OPENED);
        } else if (switches || response.headers().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            // No body follows that explains it, or one that cannot be read.
            throw new ProtocolException(refusal);
        }
    }

    private static void refuse(String refusal, Object piece) throws ProtocolException {
        String body =
                piece instanceof HttpContent content
                        ? content.content().toString(StandardCharsets.UTF_8)
                        : "";
        throw new ProtocolException(withBody(refusal, body));
    }

    /// A refusal with the beginning of the body that explains it.
    static String withBody(String refusal, String body) {
        String shown = body.substring(0, Math.min(body.length(), MOST_OF_A_REFUSAL)).strip();
        return shown.isEmpty() ? refusal : refusal + ": " + shown;
    }
}
