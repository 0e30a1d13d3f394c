package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket without extensions (RFC 6455). It answers pings and takes part in closing.
final class WebSocketFraming extends HttpStream {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;
    private static final int CLOSE_SECONDS = 2;

    private final String key = key();
    private final WebSocketMessages messages;
    private boolean open;

    WebSocketFraming(Request request) {
        this(request, new WebSocketMessages.Plain(false));
    }

    WebSocketFraming(Request request, WebSocketMessages messages) {
        super(request);
        this.messages = messages;
    }

    private static String key() {
        byte[] random = new byte[KEY_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    /// The value of `Sec-WebSocket-Accept` for a key (RFC 6455 §4.2.2).
    static String accept(String key) {
        try {
            byte[] both = (key + GUID).getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    String fields() {
        return "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key
                + "\r\n";
    }

    @Override
    @Nullable String problem(HttpResponse response) {
        if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            return "expected 101 for the upgrade and got " + response.status();
        }
        String upgrade = response.headers().get(HttpHeaderNames.UPGRADE);
        if (!"websocket".equalsIgnoreCase(upgrade)) {
            return "expected an upgrade to websocket and got " + upgrade;
        }
        String accepted = response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
        return accept(key).equals(accepted)
                ? null
                : "expected Sec-WebSocket-Accept " + accept(key) + " and got " + accepted;
    }

    @Override
    void accepted(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addBefore(
                context.name(), "frames", new WebSocket13FrameDecoder(false, false, MAX_BYTES));
        pipeline.addBefore(context.name(), "messages", new WebSocketFrameAggregator(MAX_BYTES));
        pipeline.addBefore(context.name(), "encoder", new WebSocket13FrameEncoder(true));
        open = true;
    }

    @Override
    boolean received(ChannelHandlerContext context, Object piece) throws ProtocolException {
        switch (piece) {
            case TextWebSocketFrame text -> {
                return passOn(context, text);
            }
            case BinaryWebSocketFrame bytes when messages.areBinaryToo() -> {
                return passOn(context, bytes);
            }
            case PingWebSocketFrame ping -> {
                var _ = context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            }
            case CloseWebSocketFrame close -> closed(context, close);
            case PongWebSocketFrame _ -> {}
            // The end of the response: what follows are frames.
            case HttpContent _ -> context.pipeline().remove(HttpResponseDecoder.class);
            default -> throw new ProtocolException("expected a text message and got " + piece);
        }
        return false;
    }

    private boolean passOn(ChannelHandlerContext context, WebSocketFrame frame)
            throws ProtocolException {
        ByteBuf message = messages.received(context, frame.content());
        if (message == null) {
            return false;
        }
        context.fireChannelRead(message);
        return true;
    }

    private void closed(ChannelHandlerContext context, CloseWebSocketFrame close)
            throws ProtocolException {
        if (open) {
            open = false;
            var _ = context.writeAndFlush(close.retainedDuplicate());
        }
        var _ = context.close();
        String reason =
                close.statusCode() < 0 ? "" : ": " + close.statusCode() + " " + close.reasonText();
        throw new ProtocolException(("the server closed the WebSocket" + reason).strip());
    }

    @Override
    public Object frame(ChannelHandlerContext context, String text) {
        return new TextWebSocketFrame(
                ByteBufUtil.writeUtf8(context.alloc(), messages.packet(text)));
    }

    @Override
    public Object frame(ChannelHandlerContext context, byte[] bytes) {
        return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes));
    }

    /// Sends a close frame and gives the server two seconds to close the connection.
    @Override
    public void close(Channel channel) {
        if (!open) {
            super.close(channel);
            return;
        }
        open = false;
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        var timeout =
                channel.eventLoop()
                        .schedule(() -> super.close(channel), CLOSE_SECONDS, TimeUnit.SECONDS);
        var _ = channel.closeFuture().addListener(_ -> timeout.cancel(false));
    }
}
