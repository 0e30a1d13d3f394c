package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cuts the input of a socket into lines: UTF-8, ended by LF or CR LF. Used by one thread.
///
/// Telnet's negotiation (RFC 854: IAC, a command, perhaps an option) is swallowed; its bytes are
/// none that UTF-8 has. Between lines it holds no memory.
final class LineBuffer {
    /// The longest line, in bytes, its end not included.
    static final int MAX_LINE_BYTES = 8192;

    /// Who is at the other end.
    enum Speaker {
        /// A program: its first byte was `{`, and it speaks JSON.
        PROGRAM,
        /// A person at telnet.
        PERSON
    }

    private static final byte[] EMPTY = {};
    private static final char REPLACEMENT = '\uFFFD';

    private final TelnetFilter telnet = new TelnetFilter();
    private @Nullable Speaker speaker;
    private byte[] buffer = EMPTY;
    private int start;
    private int scanned;
    private int end;

    /// Appends input.
    void append(ByteBuffer came) {
        int length = came.remaining();
        byte[] all = new byte[end - start + length];
        System.arraycopy(buffer, start, all, 0, end - start);
        end -= start;
        scanned -= start;
        start = 0;
        buffer = all;
        came.get(buffer, end, length);
        if (speaker == Speaker.PROGRAM) {
            end += length;
        } else if (speaker == Speaker.PERSON) {
            end += telnet.filter(buffer, end, length);
        } else {
            begin(length);
        }
    }

    /// Finds the first byte that is not telnet's, which decides who speaks.
    private void begin(int length) {
        for (int i = 0; i < length; i++) {
            if (telnet.isText(buffer[i])) {
                speaker = buffer[i] == '{' ? Speaker.PROGRAM : Speaker.PERSON;
                start = i;
                scanned = i;
                int rest = length - i - 1;
                end = i + 1;
                end += speaker == Speaker.PROGRAM ? rest : telnet.filter(buffer, i + 1, rest);
                return;
            }
        }
        drop();
    }

    /// Who speaks; null as long as nothing was said.
    @Nullable Speaker speaker() {
        return speaker;
    }

    /// The next line without its end; null if no whole one is here.
    ///
    /// @throws Refusal `too_large` or `bad_request`: what follows cannot be read in step any more
    @Nullable String next() {
        while (scanned < end && buffer[scanned] != '\n') {
            scanned++;
        }
        if (scanned < end) {
            return take();
        }
        if (end - start > MAX_LINE_BYTES + 1) {
            throw tooLong();
        }
        if (start == end) {
            drop();
        }
        return null;
    }

    private String take() {
        int length = scanned - start;
        if (length > 0 && buffer[scanned - 1] == '\r') {
            length--;
        }
        if (length > MAX_LINE_BYTES) {
            throw tooLong();
        }
        try {
            String line = new String(buffer, start, length, StandardCharsets.UTF_8);
            // Stands for what is not UTF-8, or for itself; distinguishing these is slower.
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

    private static Refusal tooLong() {
        return new Refusal(ErrorCode.TOO_LARGE, "a line has at most " + MAX_LINE_BYTES + " bytes");
    }

    /// Forgets all that is here.
    void drop() {
        buffer = EMPTY;
        start = 0;
        scanned = 0;
        end = 0;
    }
}
