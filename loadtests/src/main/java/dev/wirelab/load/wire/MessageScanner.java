package dev.wirelab.load.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads messages in the form in which a lab encodes them: the fields in one order, without spaces
/// and escapes. That is nearly all that a reader receives, and costs a fifth of a JSON parser's
/// time. Whatever has another form is left to [EventReader]'s parser.
final class MessageScanner {
    private static final byte[] START = bytes("{\"type\":\"message\",\"cursor\":\"");
    private static final byte[] FROM = bytes(",\"from\":\"");
    private static final byte[] TO = bytes(",\"to\":\"");
    private static final byte[] TEXT = bytes(",\"text\":\"");
    private static final byte[] AT = bytes(",\"at\":");

    private final byte[] json;
    private int at;

    MessageScanner(byte[] json) {
        this.json = json;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether everything has been read.
    boolean isAtEnd() {
        return at == json.length;
    }

    /// Passes these bytes if they are next.
    boolean skip(byte[] expected) {
        int end = at + expected.length;
        if (end > json.length || !Arrays.equals(json, at, end, expected, 0, expected.length)) {
            return false;
        }
        at = end;
        return true;
    }

    /// Passes this byte if it is next.
    boolean skip(char expected) {
        if (at < json.length && json[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    /// Reads the rest of a string and its quote; null if it has an escape or no end.
    @Nullable String string() {
        int start = at;
        for (int i = start; i < json.length && json[i] != '\\'; i++) {
            if (json[i] == '"') {
                at = i + 1;
                return new String(json, start, i - start, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /// Reads a message; null if the next thing is another one or has another form.
    ReceivedEvent.@Nullable Message message() {
        String cursor = skip(START) ? string() : null;
        String from = cursor != null && skip(FROM) ? string() : null;
        String to = from != null && skip(TO) ? string() : null;
        String text = to != null && skip(TEXT) ? string() : null;
        if (cursor == null || from == null || to == null || text == null || !skip(AT)) {
            return null;
        }
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return skip('}') ? new ReceivedEvent.Message(cursor, from, to, text) : null;
    }
}
