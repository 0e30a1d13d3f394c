package dev.wirelab.load.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.ProtocolException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A response whose body never ends and carries messages.
final class BodyFraming extends HttpStream {
    private final String type;
    private final Supplier<ChannelHandler> decoder;

    /// @param type the media type of the body
    /// @param decoder divides the body into messages
    BodyFraming(Request request, String type, Supplier<ChannelHandler> decoder) {
        super(request);
        this.type = type;
        this.decoder = decoder;
    }

    @Override
    String fields() {
        return "";
    }

    @Override
    @Nullable String problem(HttpResponse response) {
        if (!response.status().equals(HttpResponseStatus.OK)) {
            return "expected 200 for the stream and got " + response.status();
        }
        String coding = response.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (coding != null) {
            return "expected no Content-Encoding and got " + coding;
        }
        String actual = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "no type");
        return actual.startsWith(type) ? null : "expected " + type + " and got " + actual;
    }

    @Override
    void accepted(ChannelHandlerContext context) {
        context.pipeline().addAfter(context.name(), "messages", decoder.get());
    }

    @Override
    boolean received(ChannelHandlerContext context, Object piece) throws ProtocolException {
        HttpContent chunk = (HttpContent) piece;
        if (chunk.decoderResult().isFailure()) {
            throw new ProtocolException("not a chunk: " + chunk.decoderResult().cause());
        }
        context.fireChannelRead(chunk.content().retain());
        if (chunk instanceof LastHttpContent) {
            throw new ProtocolException("the server ended the stream");
        }
        return false;
    }
}
