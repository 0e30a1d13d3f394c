package dev.wirelab.load.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Packets of Socket.IO, whose messages are JSON objects with a `type` (docs/protocol.md, K): the
/// name of an event is the type, its first argument the object. Connects and answers pings by
/// itself.
final class SocketIoMessages implements WebSocketMessages {
    private static final Pattern TYPE = Pattern.compile("\\{\"type\":\"(\\w+)\",?");

    private final String connect;

    /// @param auth the JSON object to connect with
    SocketIoMessages(String auth) {
        this.connect = "40" + auth;
    }

    @Override
    public @Nullable ByteBuf received(ChannelHandlerContext context, ByteBuf text)
            throws ProtocolException {
        byte engine = text.isReadable() ? text.getByte(text.readerIndex()) : 0;
        return switch (engine) {
            case '0' -> send(context, connect);
            case '2' -> send(context, "3");
            case '4' -> packet(text);
            default -> throw unexpected(text);
        };
    }

    private static @Nullable ByteBuf send(ChannelHandlerContext context, String packet) {
        var _ =
                context.writeAndFlush(
                        new TextWebSocketFrame(ByteBufUtil.writeUtf8(context.alloc(), packet)));
        return null;
    }

    private static @Nullable ByteBuf packet(ByteBuf text) throws ProtocolException {
        byte type = text.readableBytes() > 1 ? text.getByte(text.readerIndex() + 1) : 0;
        if (type == '0') {
            return null;
        }
        int from = text.indexOf(text.readerIndex(), text.writerIndex(), (byte) '{');
        int to = text.indexOf(text.writerIndex(), text.readerIndex(), (byte) '}');
        if (type != '2' || from < 0 || to < from) {
            throw unexpected(text);
        }
        return text.readerIndex(from).writerIndex(to + 1);
    }

    private static ProtocolException unexpected(ByteBuf text) {
        return new ProtocolException(
                "expected a packet of Socket.IO and got " + text.toString(StandardCharsets.UTF_8));
    }

    @Override
    public String packet(String message) {
        Matcher type = TYPE.matcher(message);
        if (!type.lookingAt()) {
            throw new IllegalArgumentException("a message without a type: " + message);
        }
        return "42[\"" + type.group(1) + "\",{" + message.substring(type.end()) + "]";
    }
}
