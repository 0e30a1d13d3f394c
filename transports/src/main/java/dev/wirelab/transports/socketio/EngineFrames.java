package dev.wirelab.transports.socketio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Packets of Engine.IO as they leave the lab: each is one WebSocket frame (RFC 6455 §5.2: final,
/// not masked), and several may follow each other in one array. For a poll the same packets are
/// joined by a record separator.
final class EngineFrames {
    static final byte SEPARATOR = 0x1e;

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final byte FINAL_BINARY = (byte) 0x82;
    private static final int MAX_LENGTH_IN_ONE_BYTE = 125;
    private static final byte TWO_BYTES_FOLLOW = 126;
    private static final int MAX_LENGTH_IN_TWO_BYTES = 0xffff;
    private static final byte EIGHT_BYTES_FOLLOW = 127;

    private EngineFrames() {}

    /// One packet of text.
    static byte[] text(String packet) {
        byte[] utf8 = packet.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(header(utf8.length) + utf8.length);
        beginText(frame, utf8.length);
        return frame.put(utf8).array();
    }

    /// One binary message.
    static byte[] binary(byte[] message) {
        ByteBuffer frame = ByteBuffer.allocate(header(message.length) + message.length);
        begin(frame, FINAL_BINARY, message.length);
        return frame.put(message).array();
    }

    /// The length of the header of a frame.
    static int header(int length) {
        if (length <= MAX_LENGTH_IN_ONE_BYTE) {
            return 2;
        }
        return 2 + (length <= MAX_LENGTH_IN_TWO_BYTES ? Short.BYTES : Long.BYTES);
    }

    /// Puts the header of a packet of text.
    static void beginText(ByteBuffer into, int length) {
        begin(into, FINAL_TEXT, length);
    }

    private static void begin(ByteBuffer into, byte first, int length) {
        into.put(first);
        if (length <= MAX_LENGTH_IN_ONE_BYTE) {
            into.put((byte) length);
        } else if (length <= MAX_LENGTH_IN_TWO_BYTES) {
            into.put(TWO_BYTES_FOLLOW).putShort((short) length);
        } else {
            into.put(EIGHT_BYTES_FOLLOW).putLong(length);
        }
    }

    /// The body of a poll's answer: the packets of these frames, joined. A binary message becomes
    /// `b` and its base64.
    static byte[] payload(List<byte[]> frames) {
        int length = 0;
        for (byte[] some : frames) {
            length += some.length;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream(length);
        for (byte[] some : frames) {
            ByteBuffer left = ByteBuffer.wrap(some);
            while (left.hasRemaining()) {
                if (joined.size() > 0) {
                    joined.write(SEPARATOR);
                }
                packet(left, joined);
            }
        }
        return joined.toByteArray();
    }

    private static void packet(ByteBuffer left, ByteArrayOutputStream joined) {
        boolean isBinary = left.get() == FINAL_BINARY;
        byte small = left.get();
        int length =
                switch (small) {
                    case TWO_BYTES_FOLLOW -> left.getShort() & 0xffff;
                    case EIGHT_BYTES_FOLLOW -> Math.toIntExact(left.getLong());
                    default -> small;
                };
        int start = left.arrayOffset() + left.position();
        left.position(left.position() + length);
        if (isBinary) {
            joined.write('b');
            joined.writeBytes(
                    Base64.getEncoder()
                            .encode(ByteBuffer.wrap(left.array(), start, length))
                            .array());
        } else {
            joined.write(left.array(), start, length);
        }
    }
}
