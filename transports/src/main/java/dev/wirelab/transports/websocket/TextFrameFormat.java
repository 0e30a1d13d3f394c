package dev.wirelab.transports.websocket;

import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import java.nio.ByteBuffer;
import java.util.List;

/// One WebSocket text frame from a server (RFC 6455 §5.2: final, not masked) that holds JSON
/// objects, separated by LF.
final class TextFrameFormat implements EventFormat {
    static final TextFrameFormat INSTANCE = new TextFrameFormat();

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int MAX_LENGTH_IN_ONE_BYTE = 125;
    private static final byte TWO_BYTES_FOLLOW = 126;
    private static final int MAX_LENGTH_IN_TWO_BYTES = 0xffff;
    private static final byte EIGHT_BYTES_FOLLOW = 127;

    private TextFrameFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        int payload = EventFormat.jsonBytes(events) + events.size() - 1;
        ByteBuffer frame = ByteBuffer.allocate(header(payload) + payload).put(FINAL_TEXT);
        if (payload <= MAX_LENGTH_IN_ONE_BYTE) {
            frame.put((byte) payload);
        } else if (payload <= MAX_LENGTH_IN_TWO_BYTES) {
            frame.put(TWO_BYTES_FOLLOW).putShort((short) payload);
        } else {
            frame.put(EIGHT_BYTES_FOLLOW).putLong(payload);
        }
        EventFormat.putJson(events, (byte) '\n', frame);
        return frame.array();
    }

    private static int header(int payload) {
        if (payload <= MAX_LENGTH_IN_ONE_BYTE) {
            return 2;
        }
        return 2 + (payload <= MAX_LENGTH_IN_TWO_BYTES ? Short.BYTES : Long.BYTES);
    }
}
