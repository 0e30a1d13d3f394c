package dev.wirelab.transports.tcp;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// JSON objects, each followed by LF, and those with binary content by its bytes (rule B9).
final class RawLineFormat implements EventFormat {
    static final RawLineFormat INSTANCE = new RawLineFormat();

    private RawLineFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(EventFormat.jsonBytes(events));
        for (EncodedEvent event : events) {
            if (event.isBinary()
                    && event.event() instanceof Event.Message message
                    && message.content() instanceof Content.Binary content) {
                lines.writeBytes(JsonEvents.encodeRaw(message, content));
            } else {
                lines.writeBytes(event.json());
                lines.write('\n');
            }
        }
        return lines.toByteArray();
    }
}
