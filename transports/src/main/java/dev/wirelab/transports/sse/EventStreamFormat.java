package dev.wirelab.transports.sse;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.transports.http.ResponseStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
        Cursor cursor = event.resumeFrom();
        return cursor == null ? new byte[0] : ascii("id: " + cursor + "\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
