package dev.wirelab.transports.socketio;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Encodes each event as one packet: its type is the name of the Socket.IO event, its JSON the
/// first argument, and its cursor, if it is one to resume from, the last, which the official client
/// returns when it reconnects.
final class ChatFormat implements EventFormat {
    /// The chat in the main namespace.
    static final ChatFormat INSTANCE = new ChatFormat();

    private static final byte[] END = ascii("]");

    private ChatFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        int count = events.size();
        byte[][] heads = new byte[count][];
        byte[][] ends = new byte[count][];
        int length = 0;
        for (int i = 0; i < count; i++) {
            EncodedEvent event = events.get(i);
            heads[i] = head(event.event());
            ends[i] = end(event.event());
            int packet = heads[i].length + event.json().length + ends[i].length;
            length += EngineFrames.header(packet) + packet;
        }
        ByteBuffer frames = ByteBuffer.allocate(length);
        for (int i = 0; i < count; i++) {
            byte[] json = events.get(i).json();
            EngineFrames.beginText(frames, heads[i].length + json.length + ends[i].length);
            frames.put(heads[i]).put(json).put(ends[i]);
        }
        return frames.array();
    }

    private static byte[] head(Event event) {
        return switch (event) {
            case Event.Message _ -> Heads.MESSAGE;
            case Event.Joined _ -> Heads.JOINED;
            case Event.Left _ -> Heads.LEFT;
            case Event.Hello _ -> Heads.HELLO;
            case Event.Gap _ -> Heads.GAP;
            case Event.CursorMoved _ -> Heads.CURSOR;
            case Event.UserList _ -> Heads.USERS;
            case Event.GroupList _ -> Heads.GROUPS;
            case Event.HistoryPage _ -> Heads.HISTORY;
            case Event.Ok _ -> Heads.OK;
            case Event.Pong _ -> Heads.PONG;
            case Event.Error _ -> Heads.ERROR;
        };
    }

    private static byte[] end(Event event) {
        Cursor cursor = event.resumeFrom();
        return cursor == null ? END : ascii(",\"" + cursor + "\"]");
    }

    /// The beginnings of the packets, up to the JSON.
    private static final class Heads {
        static final byte[] MESSAGE = of("message");
        static final byte[] JOINED = of("joined");
        static final byte[] LEFT = of("left");
        static final byte[] HELLO = of("hello");
        static final byte[] GAP = of("gap");
        static final byte[] CURSOR = of("cursor");
        static final byte[] USERS = of("users");
        static final byte[] GROUPS = of("groups");
        static final byte[] HISTORY = of("history");
        static final byte[] OK = of("ok");
        static final byte[] PONG = of("pong");
        static final byte[] ERROR = of("error");

        private static byte[] of(String name) {
            return ascii(Packet.head(Packet.Type.EVENT, Packet.MAIN, null) + "[\"" + name + "\",");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
