package dev.wirelab.load.calibration;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
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
        CHUNKED_LINES,
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
            case LINES -> events.forEach(event -> line(event, out));
            case WEBSOCKET -> events.forEach(event -> frame("", event, "", out));
            case SOCKET_IO ->
                    events.forEach(event ->
                            frame(
                                    "42[\"" + event.type() + "\",",
                                    event,
                                    ",\"" + cursor + "\"]",
                                    out));
            case EVENT_STREAM ->
                    events.forEach(
                            event -> chunk("id: " + cursor + "\ndata: ", event, "\n\n", out));
            case CHUNKED_LINES -> events.forEach(event -> chunk("", event, "\n", out));
            case POLL_ANSWER -> answer(events, cursor, out);
        }
        var written = channel.writeAndFlush(out);
        if (closes) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static void line(StampedEvent event, ByteBuf out) {
        event.write(out);
        out.writeByte('\n');
    }

    private static void frame(String before, StampedEvent event, String after, ByteBuf out) {
        frameHead(before.length() + event.size() + after.length(), out);
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

    private static void chunk(String before, StampedEvent event, String after, ByteBuf out) {
        int size = before.length() + event.size() + after.length();
        ByteBufUtil.writeAscii(out, Integer.toHexString(size) + "\r\n" + before);
        event.write(out);
        ByteBufUtil.writeAscii(out, after + "\r\n");
    }

    private void answer(List<StampedEvent> events, String cursor, ByteBuf out) {
        String start = "{\"cursor\":\"" + cursor + "\",\"events\":[";
        int size = start.length() + Math.max(0, events.size() - 1) + "]}".length();
        for (StampedEvent event : events) {
            size += event.size();
        }
        ByteBufUtil.writeAscii(out, head("200 OK", size, closes) + start);
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.writeByte(',');
            }
            events.get(i).write(out);
        }
        ByteBufUtil.writeAscii(out, "]}");
    }

    /// The head of a response with a body of JSON.
    static String head(String status, int size, boolean closes) {
        return "HTTP/1.1 "
                + status
                + "\r\nContent-Type: application/json\r\nCache-Control: no-store\r\nContent-Length: "
                + size
                + (closes ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n");
    }
}
