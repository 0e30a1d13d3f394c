package dev.wirelab.transports.httpstream;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.transports.http.ResponseStream;
import java.util.List;

/// Encodes events as one chunk of lines, the JSON of an event on each.
final class JsonChunkFormat implements EventFormat {
    static final JsonChunkFormat INSTANCE = new JsonChunkFormat();

    private JsonChunkFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        return ResponseStream.chunk(
                EventFormat.jsonBytes(events) + events.size(),
                chunk -> events.forEach(event -> chunk.put(event.json()).put((byte) '\n')));
    }
}
