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
