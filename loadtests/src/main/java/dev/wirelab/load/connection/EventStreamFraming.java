package dev.wirelab.load.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/// Server-Sent Events over one response without an end.
final class EventStreamFraming extends HttpStream {
    private static final String TYPE = "text/event-stream";

    EventStreamFraming(Request request) {
        super(request);
    }

    @Override
    String fields() {
        return "";
    }

    @Override
    @Nullable String problem(HttpResponse response) {
        if (!response.status().equals(HttpResponseStatus.OK)) {
            return "expected 200 for the event stream and got " + response.status();
        }
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE, "no type");
        return type.startsWith(TYPE) ? null : "expected " + TYPE + " and got " + type;
    }

    @Override
    void accepted(ChannelHandlerContext context) {
        context.pipeline().addAfter(context.name(), "events", new EventStreamDecoder(MAX_BYTES));
    }

    @Override
    boolean received(ChannelHandlerContext context, Object piece) throws ProtocolException {
        HttpContent chunk = (HttpContent) piece;
        if (chunk.decoderResult().isFailure()) {
            throw new ProtocolException("not a chunk: " + chunk.decoderResult().cause());
        }
        context.fireChannelRead(chunk.content().retain());
        if (chunk instanceof LastHttpContent) {
            throw new ProtocolException("the server ended the event stream");
        }
        return false;
    }
}
