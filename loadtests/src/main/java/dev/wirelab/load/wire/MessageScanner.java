package dev.wirelab.load.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads messages in the form in which a lab encodes them: the fields in one order, without spaces
/// and escapes. That is nearly all that a reader receives, and costs a fifth of a JSON parser's
/// time. Whatever has another form is left to [EventReader]'s parser.
final class MessageScanner {
    private static final byte[] START = bytes("{\"type\":\"message\",\"cursor\":\"");
    private static final byte[] FROM = bytes(",\"from\":\"");
    private static final byte[] TO = bytes(",\"to\":\"");
    private static final byte[] TEXT = bytes(",\"text\":\"");
    private static final byte[] MEDIA = bytes(",\"media\":\"");
    private static final byte[] DATA = bytes(",\"data\":\"");
    private static final byte[] BYTES = bytes(",\"bytes\":");
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

    /// Reads a message, and the bytes that follow it if its content is binary and not in base64;
    /// null if the next thing is another one or has another form.
    ReceivedEvent.@Nullable Message message() {
        String cursor = skip(START) ? string() : null;
        String from = cursor != null && skip(FROM) ? string() : null;
        String to = from != null && skip(TO) ? string() : null;
        if (cursor == null || from == null || to == null) {
            return null;
        }
        String text = null;
        int raw = 0;
        if (skip(TEXT)) {
            text = string();
        } else if (skip(MEDIA) && string() != null) {
            text = skip(DATA) ? decoded(string()) : "";
            raw = text != null && text.isEmpty() && skip(BYTES) ? number() : 0;
        }
        if (text == null || !skip(AT)) {
            return null;
        }
        var _ = number();
        if (!skip('}')) {
            return null;
        }
        return raw == 0
                ? new ReceivedEvent.Message(cursor, from, to, text)
                : follows(raw, cursor, from, to);
    }

    private ReceivedEvent.@Nullable Message follows(
            int raw, String cursor, String from, String to) {
        if (!skip('\n') || raw > json.length - at) {
            return null;
        }
        String bytes = new String(json, at, raw, StandardCharsets.ISO_8859_1);
        at += raw;
        return new ReceivedEvent.Message(cursor, from, to, bytes);
    }

    /// Passes digits; the last nine are the result.
    private int number() {
        int number = 0;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            number = (number % 100_000_000) * 10 + json[at++] - '0';
        }
        return number;
    }

    /// Base64 as a character for each byte; null if it is none.
    static @Nullable String decoded(@Nullable String base64) {
        try {
            return base64 == null
                    ? null
                    : new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
