package dev.wirelab.core.chat;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.ByteBuffer;
import java.util.List;

/// JSON objects separated by LF: what a format does, without the framing of any transport.
public final class TestFormat implements EventFormat {
    public static final TestFormat INSTANCE = new TestFormat();

    private TestFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        ByteBuffer bytes =
                ByteBuffer.allocate(EventFormat.jsonBytes(events) + Math.max(0, events.size() - 1));
        EventFormat.putJson(events, (byte) '\n', bytes);
        return bytes.array();
    }
}
