package dev.wirelab.core.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// How several events become the bytes of one write.
public enum Format {
    /// JSON objects, each followed by LF.
    JSON_LINES {
        @Override
        public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
            ByteBuffer lines = ByteBuffer.allocate(bytes(events) + events.size());
            for (EncodedEvent event : events) {
                lines.put(event.json()).put(LF);
            }
            return lines.array();
        }
    },
    /// One WebSocket text frame from a server (RFC 6455 §5.2: final, not masked) with JSON objects,
    /// separated by LF.
    TEXT_FRAME {
        @Override
        public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
            int payload = bytes(events) + events.size() - 1;
            ByteBuffer frame = ByteBuffer.allocate(header(payload) + payload).put(FINAL_TEXT);
            if (payload <= MAX_PLAIN_LENGTH) {
                frame.put((byte) payload);
            } else if (payload <= MAX_SHORT_LENGTH) {
                frame.put(SHORT_LENGTH).putShort((short) payload);
            } else {
                frame.put(LONG_LENGTH).putLong(payload);
            }
            separated(events, LF, frame);
            return frame.array();
        }

        private static int header(int payload) {
            if (payload <= MAX_PLAIN_LENGTH) {
                return 2;
            }
            return 2 + (payload <= MAX_SHORT_LENGTH ? Short.BYTES : Long.BYTES);
        }
    },
    /// Lines for a person, each followed by CR LF (the end of a line at telnet, RFC 854).
    LINES {
        @Override
        public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
            List<byte[]> each = new ArrayList<>(events.size());
            int length = 0;
            for (EncodedEvent event : events) {
                byte[] line = event.line();
                each.add(line);
                length += line.length + 2;
            }
            ByteBuffer lines = ByteBuffer.allocate(length);
            for (byte[] line : each) {
                lines.put(line).put((byte) '\r').put(LF);
            }
            return lines.array();
        }
    },
    /// The answer to a poll: `{"cursor":…,"more":true,"events":[…]}`, `more` only when true.
    POLL {
        @Override
        public byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more) {
            byte[] head =
                    ("{\"cursor\":\"" + cursor + (more ? MORE : NO_MORE))
                            .getBytes(StandardCharsets.US_ASCII);
            int commas = Math.max(0, events.size() - 1);
            ByteBuffer answer = ByteBuffer.allocate(head.length + bytes(events) + commas + 2);
            separated(events, (byte) ',', answer.put(head));
            return answer.put((byte) ']').put((byte) '}').array();
        }
    };

    private static final byte LF = '\n';
    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int MAX_PLAIN_LENGTH = 125;
    private static final byte SHORT_LENGTH = 126;
    private static final int MAX_SHORT_LENGTH = 0xffff;
    private static final byte LONG_LENGTH = 127;
    private static final String MORE = "\",\"more\":true,\"events\":[";
    private static final String NO_MORE = "\",\"events\":[";

    private static int bytes(List<EncodedEvent> events) {
        int bytes = 0;
        for (EncodedEvent event : events) {
            bytes += event.json().length;
        }
        return bytes;
    }

    private static void separated(List<EncodedEvent> events, byte separator, ByteBuffer into) {
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                into.put(separator);
            }
            into.put(events.get(i).json());
        }
    }

    /// How many times longer than its JSON an event can be: a control character of one byte is
    /// escaped as six.
    public int growth() {
        return this == LINES ? 6 : 1;
    }

    /// Joins events to the bytes of one write.
    ///
    /// @param cursor the place to read on from after them
    /// @param more whether more is due already
    public abstract byte[] join(List<EncodedEvent> events, Cursor cursor, boolean more);
}
