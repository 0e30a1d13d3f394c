package dev.wirelab.lab.network;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Follows the HTTP/1.1 messages in one direction of a connection (RFC 9112 §6). What it cannot
/// follow, such as the bytes after an upgrade, is a body without an end. Used by one thread.
final class HttpMessages {
    /// Longer than any head that the lab accepts or sends.
    private static final int MAX_HEAD = 1 << 16;

    private static final int LINE_END = 2;
    private static final String HEAD_END = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length:[ \t]*(\\d{1,9})\\s");
    private static final Pattern CHUNKED =
            Pattern.compile("\r\ntransfer-encoding:[^\r]*\\bchunked\\b");
    private static final Pattern NO_BODY = Pattern.compile("HTTP/1\\.[01] (?:1\\d\\d|204|304)\\b");
    private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,7})(?:;.*)?\r?\n");

    /// Receives the parts of the messages in their order.
    interface Parts {
        /// The first line and the headers, with the empty line; a character is a byte.
        void head(String head);

        /// Bytes after the head, chunk sizes included.
        void body(byte[] bytes, int from, int to);

        /// The message has ended.
        void complete();
    }

    private enum State {
        HEAD,
        COUNTED,
        CHUNK_SIZE,
        CHUNK,
        TRAILER,
        ENDLESS
    }

    private final Parts parts;
    private final StringBuilder text = new StringBuilder();
    private State state = State.HEAD;
    private int left;

    HttpMessages(Parts parts) {
        this.parts = parts;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Further bytes.
    void read(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at =
                    switch (state) {
                        case HEAD -> readHead(bytes, at);
                        case COUNTED, CHUNK -> readCounted(bytes, at);
                        case CHUNK_SIZE, TRAILER -> readLine(bytes, at);
                        case ENDLESS -> pass(bytes, at, bytes.length);
                    };
        }
    }

    /// What it has kept of a head that is not complete.
    byte[] rest() {
        return state == State.HEAD ? bytes(text.toString()) : new byte[0];
    }

    private int pass(byte[] bytes, int from, int to) {
        parts.body(bytes, from, to);
        return to;
    }

    private int readHead(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            text.append((char) (bytes[i] & 0xff));
            if (bytes[i] == '\n' && text.lastIndexOf(HEAD_END) == text.length() - 4) {
                String head = take();
                parts.head(head);
                begin(head);
                return i + 1;
            }
        }
        if (text.length() > MAX_HEAD) {
            state = State.ENDLESS;
            byte[] all = bytes(take());
            parts.body(all, 0, all.length);
        }
        return bytes.length;
    }

    private String take() {
        String all = text.toString();
        text.setLength(0);
        return all;
    }

    private void begin(String head) {
        String headers = head.toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(headers);
        boolean isResponse = head.startsWith("HTTP/");
        if (head.startsWith("HTTP/1.1 101")) {
            state = State.ENDLESS;
        } else if (NO_BODY.matcher(head).lookingAt()) {
            parts.complete();
        } else if (CHUNKED.matcher(headers).find()) {
            state = State.CHUNK_SIZE;
        } else if (length.find()) {
            left = Integer.parseInt(length.group(1));
            state = State.COUNTED;
            endIfEmpty();
        } else if (isResponse) {
            state = State.ENDLESS;
        } else {
            parts.complete();
        }
    }

    private int readCounted(byte[] bytes, int from) {
        int to = Math.min(bytes.length, from + left);
        left -= to - from;
        parts.body(bytes, from, to);
        endIfEmpty();
        return to;
    }

    private void endIfEmpty() {
        if (left > 0) {
            return;
        }
        if (state == State.CHUNK) {
            state = State.CHUNK_SIZE;
        } else {
            state = State.HEAD;
            parts.complete();
        }
    }

    private int readLine(byte[] bytes, int from) {
        int to = from;
        boolean whole = false;
        while (to < bytes.length && !whole) {
            text.append((char) (bytes[to] & 0xff));
            whole = bytes[to] == '\n';
            to++;
        }
        parts.body(bytes, from, to);
        if (text.length() > MAX_HEAD) {
            take();
            state = State.ENDLESS;
        } else if (whole) {
            line(take());
        }
        return to;
    }

    private void line(String line) {
        if (state == State.TRAILER) {
            if (line.isBlank()) {
                state = State.HEAD;
                parts.complete();
            }
            return;
        }
        Matcher size = SIZE.matcher(line);
        if (!size.matches()) {
            state = State.ENDLESS;
            return;
        }
        int length = Integer.parseInt(size.group(1), 16);
        state = length == 0 ? State.TRAILER : State.CHUNK;
        left = length + LINE_END;
    }
}
