package dev.wirelab.transports.socketio;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.transports.socketio.dialect.Dialect;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Encodes each event that a dialect has as one packet. A write may be empty.
///
/// @param head the beginning of the packets of its namespace
record DialectFormat(Dialect dialect, String head) implements EventFormat {
    DialectFormat(Dialect dialect, NamespaceLink link) {
        this(dialect, Packet.head(Packet.Type.EVENT, link.namespace(), null));
    }

    /// A quote is one character more in the JSON of an event, and three in the JSON of its text.
    @Override
    public int growth() {
        return 2;
    }

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream(EventFormat.jsonBytes(events));
        for (EncodedEvent event : events) {
            String array = dialect.write(event.event());
            if (array != null) {
                frames.writeBytes(EngineFrames.text(head + array));
            }
        }
        return frames.toByteArray();
    }
}
