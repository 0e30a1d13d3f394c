package dev.wirelab.load.connection;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// How the messages of one connection are framed. Used for one connection, on its event loop.
public sealed interface Framing permits LineFraming, HttpFraming, Http2Framing, HttpStream {
    /// The most bytes of a message; answers of a lab are cut at 64 KiB before escaping.
    int MAX_BYTES = 512 * 1024;

    /// The event that the last of [#install]'s handlers fires when the connection can be used.
    enum Signal {
        /// The server has accepted the connection.
        OPENED
    }

    /// Lines of UTF-8 in both directions.
    static Framing lines() {
        return new LineFraming(() -> new LineBasedFrameDecoder(MAX_BYTES, true, true));
    }

    /// Lines of UTF-8, each followed by as many bytes as its member `bytes` states, if it has one
    /// (docs/protocol.md, B9). A line, its end and those bytes are one message.
    static Framing linesAndBytes() {
        return new LineFraming(LineAndBytesDecoder::new);
    }

    /// Text messages in both directions (RFC 6455).
    ///
    /// @param target path and query of the upgrade
    /// @param token the bearer token, or null
    static Framing webSocket(String target, @Nullable String token) {
        return webSocket(new Request("GET", target, token, null));
    }

    /// The same.
    ///
    /// @param upgrade the request to upgrade, without the fields of RFC 6455
    static Framing webSocket(Request upgrade) {
        return new WebSocketFraming(upgrade);
    }

    /// Text and binary messages in both directions.
    ///
    /// @param target path and query of the upgrade
    /// @param token the bearer token, or null
    static Framing binaryWebSocket(String target, @Nullable String token) {
        return new WebSocketFraming(
                new Request("GET", target, token, null), new WebSocketMessages.Plain(true));
    }

    /// JSON objects in both directions, as events of Socket.IO on a WebSocket.
    ///
    /// @param target path and query of the upgrade
    /// @param auth the JSON object to connect with
    static Framing socketIo(String target, String auth) {
        return new WebSocketFraming(
                new Request("GET", target, null, null), new SocketIoMessages(auth));
    }

    /// Server-Sent Events: each message is the data of an event, and nothing can be sent.
    ///
    /// @param target path and query of the stream
    /// @param token the bearer token, or null
    static Framing eventStream(String target, @Nullable String token) {
        return eventStream(new Request("GET", target, token, null));
    }

    /// The same.
    static Framing eventStream(Request request) {
        return new BodyFraming(
                request, "text/event-stream", () -> new EventStreamDecoder(MAX_BYTES));
    }

    /// Requests of HTTP/1.1 and their responses, one at a time; what is sent is a [Request].
    static Framing http() {
        return new HttpFraming();
    }

    /// HTTP streaming: each message is a line of the body, and nothing can be sent.
    ///
    /// @param target path and query of the stream
    /// @param token the bearer token, or null
    static Framing lineStream(String target, @Nullable String token) {
        return new BodyFraming(
                new Request("GET", target, token, null),
                "application/x-ndjson",
                () -> new LineBasedFrameDecoder(MAX_BYTES, true, true));
    }

    /// The same with the target of its opening request, if it has one, below a path.
    default void under(String path) {}

    /// The same with one more header field in its opening request, if it has one.
    default void with(String name, String value) {}

    /// Adds the decoders, of which the last passes each message on as a `ByteBuf` or a
    /// `FullHttpResponse`, and the encoders.
    void install(ChannelPipeline pipeline);

    /// Called when the socket is connected; [Signal#OPENED] follows, or an exception.
    ///
    /// @param host the value of the field `Host`
    void start(ChannelHandlerContext context, String host);

    /// A text as it is written to the channel.
    default Object frame(ChannelHandlerContext context, String text) {
        return ByteBufUtil.writeUtf8(context.alloc(), text);
    }

    /// Writes a request, where what is sent is requests.
    ///
    /// @param host the value of the field `Host`
    /// @return fails if it was not written; what fails later is an exception of the connection
    default Future<?> send(ChannelHandlerContext context, Request request, String host) {
        return context.writeAndFlush(frame(context, request.text(host, "")));
    }

    /// Bytes as they are written to the channel.
    default Object frame(ChannelHandlerContext context, byte[] bytes) {
        return Unpooled.wrappedBuffer(bytes);
    }

    /// Closes the channel as the protocol requires.
    default void close(Channel channel) {
        var _ = channel.close();
    }
}
