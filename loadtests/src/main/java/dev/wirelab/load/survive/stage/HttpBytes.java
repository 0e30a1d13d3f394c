package dev.wirelab.load.survive.stage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes of one direction that a middlebox has kept, as HTTP/1.1. A character is a byte.
final class HttpBytes {
    private static final String HEAD_END = "\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    void add(byte[] bytes) {
        kept.writeBytes(bytes);
    }

    int size() {
        return kept.size();
    }

    /// Removes the first bytes.
    byte[] take(int count) {
        byte[] all = kept.toByteArray();
        kept.reset();
        kept.write(all, count, all.length - count);
        return Arrays.copyOf(all, count);
    }

    byte[] takeAll() {
        return take(size());
    }

    private String text() {
        return kept.toString(StandardCharsets.ISO_8859_1);
    }

    /// The head at the beginning with its empty line, if it is complete.
    Optional<String> head() {
        int end = text().indexOf(HEAD_END);
        return end < 0
                ? Optional.empty()
                : Optional.of(text().substring(0, end + HEAD_END.length()));
    }

    /// The length of the body that a head announces; 0 if it states none.
    static int bodyLength(String head) {
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    /// The bytes of the first message, if it is complete. A chunked one ends with its last chunk.
    Optional<Integer> messageLength() {
        return head().flatMap(head -> {
            boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
            int last = text().indexOf("\r\n0" + HEAD_END, head.length() - HEAD_END.length());
            int length = chunked ? last + 3 + HEAD_END.length() : head.length() + bodyLength(head);
            boolean whole = chunked ? last >= 0 : size() >= length;
            return whole ? Optional.of(length) : Optional.empty();
        });
    }
}
