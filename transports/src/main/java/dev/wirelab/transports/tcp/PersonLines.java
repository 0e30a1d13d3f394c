package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.transports.ledger.ByteSpans;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the lines of a person at telnet are (rules H1 to H16).
final class PersonLines {
    /// How many words stand before the text in `message CURSOR ADDRESS FROM TEXT`.
    private static final int WORDS_BEFORE_TEXT = 4;

    private PersonLines() {}

    /// Reads a line that a person typed.
    static void in(byte[] line, int length, ByteSpans spans) {
        if (!isUtf8(line, length)) {
            spans.add(ByteClass.UNREADABLE, length);
            return;
        }
        if (line[0] != '/') {
            spans.add(ByteClass.PAYLOAD, length);
            return;
        }
        int end = word(line, length, 0);
        boolean hasArgument = end + 1 < length;
        switch (ascii(line, end).toLowerCase(Locale.ROOT)) {
            case "/login" -> spans.add(ByteClass.HANDSHAKE, length);
            case "/token" ->
                    spans.add(hasArgument ? ByteClass.HANDSHAKE : ByteClass.ENVELOPE, length);
            case "/ping" -> spans.add(ByteClass.HEARTBEAT, length);
            case "/say" -> {
                int address = end;
                while (address < length && line[address] == ' ') {
                    address++;
                }
                int text = Math.min(length, word(line, length, address) + 1);
                spans.add(ByteClass.ENVELOPE, text);
                spans.add(ByteClass.PAYLOAD, length - text);
            }
            default -> spans.add(ByteClass.ENVELOPE, length);
        }
    }

    /// Reads a line from the lab.
    ///
    /// @return what all of it is, or null if its runs were added
    static @Nullable ByteClass out(byte[] line, int length, ByteSpans spans) {
        int end = word(line, length, 0);
        return switch (ascii(line, end)) {
            case "message" -> {
                int text = 0;
                for (int words = 0; words < WORDS_BEFORE_TEXT; words++) {
                    text = Math.min(length, word(line, length, text) + 1);
                }
                spans.add(ByteClass.ENVELOPE, text);
                spans.add(ByteClass.PAYLOAD, length - text);
                yield null;
            }
            case "ok" -> ByteClass.ACKNOWLEDGEMENT;
            case "pong" -> ByteClass.HEARTBEAT;
            default -> ByteClass.ENVELOPE;
        };
    }

    /// Where the word that begins here ends.
    private static int word(byte[] line, int length, int from) {
        int end = from;
        while (end < length && line[end] != ' ') {
            end++;
        }
        return end;
    }

    private static String ascii(byte[] line, int length) {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean isUtf8(byte[] line, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
