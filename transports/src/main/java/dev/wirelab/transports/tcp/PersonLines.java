package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.transports.ledger.ByteSpans;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Classifies the lines of a connection to a person at telnet (rules H1 to H16).
final class PersonLines {
    /// The number of words before the text in `message CURSOR ADDRESS FROM TEXT`.
    private static final int WORDS_BEFORE_TEXT = 4;

    private PersonLines() {}

    /// Classifies a line that a person typed.
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
        switch (ascii(line, end).toLowerCase(Locale.ROOT)) {
            case "/login", "/token" -> spans.add(ByteClass.HANDSHAKE, length);
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

    /// Classifies a line from the lab.
    ///
    /// @return the class of the whole line, or null if its runs were added
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
            case "*" ->
                    ascii(line, length).startsWith(LineEvents.token(""))
                            ? ByteClass.HANDSHAKE
                            : ByteClass.ENVELOPE;
            default -> ByteClass.ENVELOPE;
        };
    }

    /// The end of the word that begins at `from`.
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
