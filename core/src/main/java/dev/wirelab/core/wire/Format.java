package dev.wirelab.core.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How several events become the bytes of one write.
public enum Format {
    /// JSON objects, each followed by LF.
    JSON_LINES {
        @Override
        public byte[] join(List<Encoded> events, Cursor cursor, boolean more) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(256 * events.size());
            for (Encoded event : events) {
                out.writeBytes(event.json());
                out.write('\n');
            }
            return out.toByteArray();
        }
    },
    /// One WebSocket text frame from a server (RFC 6455 §5.2: final, not masked) with JSON objects,
    /// separated by LF.
    TEXT_FRAME {
        @Override
        public byte[] join(List<Encoded> events, Cursor cursor, boolean more) {
            int payload = events.size() - 1;
            for (Encoded event : events) {
                payload += event.json().length;
            }
            ByteArrayOutputStream frame = new ByteArrayOutputStream(MAX_FRAME_HEADER + payload);
            frame.write(FINAL_TEXT);
            if (payload <= MAX_PLAIN_LENGTH) {
                frame.write(payload);
            } else if (payload <= MAX_SHORT_LENGTH) {
                frame.write(SHORT_LENGTH);
                number(frame, payload, Short.BYTES);
            } else {
                frame.write(LONG_LENGTH);
                number(frame, payload, Long.BYTES);
            }
            for (int i = 0; i < events.size(); i++) {
                if (i > 0) {
                    frame.write('\n');
                }
                frame.writeBytes(events.get(i).json());
            }
            return frame.toByteArray();
        }

        private static void number(ByteArrayOutputStream frame, long number, int bytes) {
            for (int shift = Byte.SIZE * (bytes - 1); shift >= 0; shift -= Byte.SIZE) {
                frame.write((int) (number >> shift));
            }
        }
    },
    /// Lines for a person, each followed by CR LF (the end of a line at telnet, RFC 854).
    LINES {
        @Override
        public byte[] join(List<Encoded> events, Cursor cursor, boolean more) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(128 * events.size());
            for (Encoded event : events) {
                out.writeBytes(event.line());
                out.write('\r');
                out.write('\n');
            }
            return out.toByteArray();
        }
    },
    /// The answer to a poll: `{"cursor":…,"more":true,"events":[…]}`, `more` only when true.
    POLL {
        @Override
        public byte[] join(List<Encoded> events, Cursor cursor, boolean more) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(64 + 256 * events.size());
            String head =
                    "{\"cursor\":\""
                            + cursor
                            + (more ? "\",\"more\":true" : "\"")
                            + ",\"events\":[";
            out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < events.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                out.writeBytes(events.get(i).json());
            }
            out.write(']');
            out.write('}');
            return out.toByteArray();
        }
    };

    private static final int FINAL_TEXT = 0x81;
    private static final int MAX_PLAIN_LENGTH = 125;
    private static final int SHORT_LENGTH = 126;
    private static final int MAX_SHORT_LENGTH = 0xffff;
    private static final int LONG_LENGTH = 127;
    private static final int MAX_FRAME_HEADER = 10;

    /// How many times longer than its JSON an event can be: a control character of one byte is
    /// escaped as six.
    public int growth() {
        return this == LINES ? 6 : 1;
    }

    /// Joins events to the bytes of one write.
    ///
    /// @param cursor the place to read on from after them
    /// @param more whether more is due already
    public abstract byte[] join(List<Encoded> events, Cursor cursor, boolean more);
}
