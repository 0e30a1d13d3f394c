package dev.wirelab.transports.tcp;

import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a socket's bytes into lines: UTF-8, ended by LF or CR LF. Used by one thread.
///
/// Telnet's negotiation (RFC 854: IAC, a command, perhaps an option) is swallowed; its bytes are
/// none that UTF-8 has.
final class LineReader {
    /// The longest line, in bytes, its end not included.
    static final int MAX_LINE_BYTES = 8192;

    private static final int FIRST_BUFFER = 512;
    private static final int READ_BYTES = 4096;

    private final InputStream in;
    private final TelnetFilter telnet = new TelnetFilter();
    private boolean filters;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int start;
    private int scanned;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// Reads as far as the first byte that is not telnet's, and tells who speaks. Called once,
    /// before anything is read.
    ///
    /// @return true for a program, which speaks JSON; false for a person, or if nothing came
    boolean speaksJson() throws IOException {
        while (fill()) {
            for (; start < end; start++) {
                if (telnet.isText(buffer[start])) {
                    return begin();
                }
            }
            scanned = start;
        }
        return false;
    }

    private boolean begin() {
        scanned = start;
        if (buffer[start] == '{') {
            return true;
        }
        filters = true;
        int first = start + 1;
        end = first + telnet.filter(buffer, first, end - first);
        return false;
    }

    /// The next line without its end; null at the end of the stream.
    ///
    /// @throws Refusal `too_large` or `bad_request`: what follows cannot be read in step any more
    @Nullable String next() throws IOException {
        while (true) {
            if (hasNext()) {
                return take();
            }
            if (end - start > MAX_LINE_BYTES + 1) {
                throw tooLong();
            }
            if (!fill()) {
                return null;
            }
        }
    }

    /// Whether [#next] has a line without waiting for the client.
    boolean hasNext() {
        for (; scanned < end; scanned++) {
            if (buffer[scanned] == '\n') {
                return true;
            }
        }
        return false;
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
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, start, length))
                    .toString();
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

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length + READ_BYTES);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += filters ? telnet.filter(buffer, end, read) : read;
        return true;
    }
}
