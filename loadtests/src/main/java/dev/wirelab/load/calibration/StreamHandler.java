package dev.wirelab.load.calibration;

import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.JsonCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The null server's side of a stream on which commands arrive: lines or text messages. A stream
/// without a session begins with a log-in by token.
final class StreamHandler extends ChannelInboundHandlerAdapter {
    private static final String CONNECT = "40";
    private static final String EVENT = "42[\"";

    private final NullChat chat;
    private final Outlet.Format format;
    private @Nullable NullSession session;

    StreamHandler(NullChat chat, @Nullable NullSession session, Outlet.Format format) {
        this.chat = chat;
        this.session = session;
        this.format = format;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object piece) {
        try {
            switch (piece) {
                case CloseWebSocketFrame _ -> {
                    var _ = context.close();
                }
                case ByteBufHolder frame -> received(context, frame.content());
                case ByteBuf line -> received(context, line);
                default -> throw new IllegalArgumentException("unexpected " + piece);
            }
        } finally {
            ReferenceCountUtil.release(piece);
        }
    }

    private void received(ChannelHandlerContext context, ByteBuf text) {
        Outlet outlet = new Outlet(context.channel(), format);
        String input = text.toString(StandardCharsets.UTF_8);
        if (format == Outlet.Format.SOCKET_IO) {
            String packet = input;
            input = socketIo(packet);
            if (input.isEmpty()) {
                return;
            }
            if (packet.startsWith(CONNECT)) {
                outlet.packet(CONNECT + "{\"sid\":\"null\"}");
            }
        }
        Command command = JsonCommands.decode(input);
        String cursor = chat.cursor().toString();
        NullSession known = session;
        if (known != null) {
            StampedEvent answer = StampedEvent.plain(chat.execute(known, command));
            outlet.write(List.of(answer), cursor);
        } else if (command instanceof Command.Login login && login.token() != null) {
            NullSession found = chat.session(login.token()).orElseThrow();
            outlet.write(List.of(StampedEvent.plain(chat.hello(found))), cursor);
            found.stream(outlet);
            session = found;
        }
    }

    /// The command in a packet of Socket.IO; empty if there is none. A CONNECT packet logs in.
    private static String socketIo(String packet) {
        int from = packet.indexOf('{') + 1;
        int to = packet.lastIndexOf('}') + 1;
        if (packet.startsWith(CONNECT)) {
            return "{\"type\":\"login\"," + packet.substring(from, to);
        }
        if (packet.startsWith(EVENT)) {
            String type = packet.substring(EVENT.length(), packet.indexOf('"', EVENT.length()));
            return "{\"type\":\"" + type + "\"," + packet.substring(from, to);
        }
        return "";
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
