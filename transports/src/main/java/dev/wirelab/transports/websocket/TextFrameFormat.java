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

    /// The first byte of a whole text message.
    static final byte TEXT = (byte) 0x81;

    /// The first byte of a whole binary message.
    static final byte BINARY = (byte) 0x82;

    private static final int MAX_LENGTH_IN_ONE_BYTE = 125;
    private static final byte TWO_BYTES_FOLLOW = 126;
    private static final int MAX_LENGTH_IN_TWO_BYTES = 0xffff;
    private static final byte EIGHT_BYTES_FOLLOW = 127;

    private TextFrameFormat() {}

    @Override
    public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
        int payload = EventFormat.jsonBytes(events) + events.size() - 1;
        byte[] header = header(TEXT, payload);
        ByteBuffer frame = ByteBuffer.allocate(header.length + payload).put(header);
        EventFormat.putJson(events, (byte) '\n', frame);
        return frame.array();
    }

    @Override
    public EventFormat binary() {
        return BinaryFrameFormat.INSTANCE;
    }

    /// The header of a frame from a server.
    ///
    /// @param first its first byte
    /// @param payload the number of bytes that follow
    static byte[] header(byte first, int payload) {
        if (payload <= MAX_LENGTH_IN_ONE_BYTE) {
            return new byte[] {first, (byte) payload};
        }
        boolean isShort = payload <= MAX_LENGTH_IN_TWO_BYTES;
        ByteBuffer header =
                ByteBuffer.allocate(2 + (isShort ? Short.BYTES : Long.BYTES)).put(first);
        if (isShort) {
            header.put(TWO_BYTES_FOLLOW).putShort((short) payload);
        } else {
            header.put(EIGHT_BYTES_FOLLOW).putLong(payload);
        }
        return header.array();
    }
}
