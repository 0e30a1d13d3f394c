package dev.wirelab.core.bench;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.ByteBuffer;
import java.util.List;

/// JSON objects separated by LF, after a header of four bytes: as much work as a transport's
/// format.
final class FrameFormat implements EventFormat {
    static final FrameFormat INSTANCE = new FrameFormat();

    private FrameFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        int payload = EventFormat.jsonBytes(events) + Math.max(0, events.size() - 1);
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + payload).putInt(payload);
        EventFormat.putJson(events, (byte) '\n', bytes);
        return bytes.array();
    }
}
