package dev.wirelab.transports.tcp;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.ByteBuffer;
import java.util.List;

/// JSON objects, each followed by LF.
final class JsonLineFormat implements EventFormat {
    static final JsonLineFormat INSTANCE = new JsonLineFormat();

    private JsonLineFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        ByteBuffer lines = ByteBuffer.allocate(EventFormat.jsonBytes(events) + events.size());
        for (EncodedEvent event : events) {
            lines.put(event.json()).put((byte) '\n');
        }
        return lines.array();
    }

    @Override
    public EventFormat binary() {
        return RawLineFormat.INSTANCE;
    }
}
