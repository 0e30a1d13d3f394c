package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Splits the input of a socket into lines: UTF-8, ended by LF or CR LF, those of a person also by
/// CR NUL (RFC 854). Used by one thread.
///
/// Telnet's negotiation (RFC 854: IAC, a command, perhaps an option) is removed; its bytes never
/// occur in UTF-8. Between lines it holds no memory.
final class LineBuffer {
    /// The kind of client.
    enum ClientKind {
        /// A program: its first byte that is not blank was `{`, and it sends JSON.
        PROGRAM,
        /// A person at telnet.
        PERSON
    }

    private static final byte[] EMPTY = {};
    private static final char REPLACEMENT = '\uFFFD';

    private final TelnetFilter telnet = new TelnetFilter();
    private final FirstBytes first = new FirstBytes(telnet);
    private @Nullable ClientKind clientKind;
    private byte[] buffer = EMPTY;
    private int start;
    private int scanned;
    private int end;
    private int maxLineBytes = ProtocolVersion.V1.maxCommandBytes();

    /// Sets the longest line, in bytes, its end not included.
    void limit(int bytes) {
        maxLineBytes = bytes;
    }

    /// Appends input.
    void append(ByteBuffer input) {
        int length = input.remaining();
        byte[] all = new byte[end - start + length];
        System.arraycopy(buffer, start, all, 0, end - start);
        end -= start;
        scanned -= start;
        start = 0;
        buffer = all;
        input.get(buffer, end, length);
        if (clientKind == ClientKind.PROGRAM) {
            end += length;
        } else if (clientKind == ClientKind.PERSON) {
            end += telnet.filter(buffer, end, length);
        } else {
            begin(length);
        }
    }

    /// Finds the first byte that is not blank, which determines the kind of client.
    private void begin(int length) {
        for (int i = 0; i < length; i++) {
            if (!first.isSkipped(buffer[i])) {
                byte[] begun = first.begun();
                clientKind =
                        buffer[i] == '{' && begun.length == 0
                                ? ClientKind.PROGRAM
                                : ClientKind.PERSON;
                byte[] rest = new byte[begun.length + length - i];
                System.arraycopy(begun, 0, rest, 0, begun.length);
                System.arraycopy(buffer, i, rest, begun.length, length - i);
                buffer = rest;
                int known = begun.length + 1;
                end = known;
                end +=
                        clientKind == ClientKind.PROGRAM
                                ? rest.length - known
                                : telnet.filter(rest, known, rest.length - known);
                return;
            }
        }
        clear();
    }

    /// The kind of client; null before its first byte.
    @Nullable ClientKind clientKind() {
        return clientKind;
    }

    /// The next line without its end; null if there is no complete one.
    ///
    /// @throws Refusal `too_large` or `bad_request`: the input cannot be split into lines any more
    @Nullable String next() {
        while (scanned < end && !isLineEnd(scanned)) {
            scanned++;
        }
        if (scanned < end) {
            return take();
        }
        if (end - start > maxLineBytes + 1) {
            throw tooLong();
        }
        if (start == end) {
            clear();
        }
        return null;
    }

    private boolean isLineEnd(int at) {
        byte b = buffer[at];
        return b == '\n'
                || (b == 0
                        && at > start
                        && buffer[at - 1] == '\r'
                        && clientKind == ClientKind.PERSON);
    }

    /// The next bytes, whatever they are; null if there are not enough yet. Called between lines.
    byte @Nullable [] next(int count) {
        if (end - start < count) {
            return null;
        }
        byte[] bytes = Arrays.copyOfRange(buffer, start, start + count);
        start += count;
        scanned = start;
        return bytes;
    }

    private String take() {
        int length = scanned - start;
        if (length > 0 && buffer[scanned - 1] == '\r') {
            length--;
        }
        if (length > maxLineBytes) {
            throw tooLong();
        }
        try {
            String line = new String(buffer, start, length, StandardCharsets.UTF_8);
            // The replacement character stands for invalid UTF-8, or for itself. Only then is the
            // slower strict decoder used.
            if (line.indexOf(REPLACEMENT) >= 0) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, length));
            }
            return line;
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("the line is not UTF-8");
        } finally {
            scanned++;
            start = scanned;
        }
    }

    private Refusal tooLong() {
        return new Refusal(ErrorCode.TOO_LARGE, "a line has at most " + maxLineBytes + " bytes");
    }

    /// Whether all input has been taken.
    boolean isEmpty() {
        return start == end;
    }

    /// Discards all input.
    void clear() {
        buffer = EMPTY;
        start = 0;
        scanned = 0;
        end = 0;
    }
}
