package dev.wirelab.transports.sse;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.transports.http.ResponseStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Encodes events as one chunk of an event stream. Each event has its JSON as `data` and, if it has
/// a cursor to resume from, the cursor as `id`: a browser sends the last `id` back when it
/// reconnects.
final class EventStreamFormat implements EventFormat {
    static final EventStreamFormat INSTANCE = new EventStreamFormat();

    private static final byte[] DATA = ascii("data: ");
    private static final byte[] END = ascii("\n\n");

    private EventStreamFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        List<byte[]> ids = new ArrayList<>(events.size());
        int length = EventFormat.jsonBytes(events) + events.size() * (DATA.length + END.length);
        for (EncodedEvent event : events) {
            byte[] id = id(event.event());
            ids.add(id);
            length += id.length;
        }
        return ResponseStream.chunk(
                length,
                chunk -> {
                    for (int i = 0; i < events.size(); i++) {
                        chunk.put(ids.get(i)).put(DATA).put(events.get(i).json()).put(END);
                    }
                });
    }

    private static byte[] id(Event event) {
        Cursor position = position(event);
        return position == null ? new byte[0] : ascii("id: " + position + "\n");
    }

    /// The cursor to resume from after an event; null if it has none (rule E5).
    private static @Nullable Cursor position(Event event) {
        return switch (event) {
            case Event.Logged logged -> logged.cursor();
            case Event.Hello hello -> hello.cursor();
            case Event.Gap gap -> gap.cursor();
            case Event.CursorMoved moved -> moved.cursor();
            case Event.UserList _,
                    Event.GroupList _,
                    Event.HistoryPage _,
                    Event.Ok _,
                    Event.Pong _,
                    Event.Error _ ->
                    null;
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
