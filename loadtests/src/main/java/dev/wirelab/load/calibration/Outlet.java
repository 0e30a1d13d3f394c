package dev.wirelab.load.calibration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import java.util.List;

/// A connection on which a session receives events, and how they are framed.
///
/// @param closes whether the connection closes after the next answer
record Outlet(Channel channel, Format format, boolean closes) {
    private static final int SHORT_FRAME = 125;
    private static final int TEXT_FRAME = 0x81;
    private static final int TWO_BYTES = 126;

    /// How events are framed.
    enum Format {
        LINES,
        WEBSOCKET,
        SOCKET_IO,
        EVENT_STREAM,
        LINES_OF_A_BODY,
        /// All in one answer, after which the connection waits for another request.
        POLL_ANSWER
    }

    Outlet(Channel channel, Format format) {
        this(channel, format, false);
    }

    /// Writes events.
    ///
    /// @param cursor the cursor after them
    void write(List<StampedEvent> events, String cursor) {
        ByteBuf out = channel.alloc().buffer();
        switch (format) {
            case EVENT_STREAM -> {
                events.forEach(event -> text("id: " + cursor + "\ndata: ", event, "\n\n", out));
                HttpAnswer.part(channel, out);
            }
            case LINES_OF_A_BODY -> {
                events.forEach(event -> text("", event, "\n", out));
                HttpAnswer.part(channel, out);
            }
            case POLL_ANSWER -> {
                body(events, cursor, out);
                HttpAnswer.whole(channel, "200 OK", out, closes);
            }
            case LINES -> {
                events.forEach(event -> text("", event, "\n", out));
                var _ = channel.writeAndFlush(out);
            }
            case WEBSOCKET -> {
                events.forEach(event -> frame("", event, "", out));
                var _ = channel.writeAndFlush(out);
            }
            case SOCKET_IO -> {
                events.forEach(event ->
                        frame("42[\"" + event.type() + "\",", event, ",\"" + cursor + "\"]", out));
                var _ = channel.writeAndFlush(out);
            }
        }
    }

    private static void frame(String before, StampedEvent event, String after, ByteBuf out) {
        frameHead(before.length() + event.size() + after.length(), out);
        text(before, event, after, out);
    }

    private static void text(String before, StampedEvent event, String after, ByteBuf out) {
        ByteBufUtil.writeAscii(out, before);
        event.write(out);
        ByteBufUtil.writeAscii(out, after);
    }

    private static void frameHead(int size, ByteBuf out) {
        out.writeByte(TEXT_FRAME);
        if (size <= SHORT_FRAME) {
            out.writeByte(size);
        } else {
            out.writeByte(TWO_BYTES).writeShort(size);
        }
    }

    /// Writes a packet of Socket.IO that is no event.
    void packet(String ascii) {
        ByteBuf out = channel.alloc().buffer();
        frameHead(ascii.length(), out);
        ByteBufUtil.writeAscii(out, ascii);
        var _ = channel.writeAndFlush(out);
    }

    private static void body(List<StampedEvent> events, String cursor, ByteBuf out) {
        ByteBufUtil.writeAscii(out, "{\"cursor\":\"" + cursor + "\",\"events\":[");
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.writeByte(',');
            }
            events.get(i).write(out);
        }
        ByteBufUtil.writeAscii(out, "]}");
    }
}
