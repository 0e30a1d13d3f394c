package dev.wirelab.transports.ledger;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the head of an HTTP/1.1 message says about its meaning and its length.
///
/// @param method of a request, else null
/// @param path of a request's target, without its query
/// @param status of an answer, else 0
/// @param length `Content-Length`, -1 without one
/// @param isChunked whether the body comes in chunks (RFC 9112 §6.1), which counts more
/// @param upgrade the protocol that it asks for or grants (RFC 9110 §7.8) in lower case, or nothing
/// @param isReadable whether it is a head at all
public record HttpHead(
        @Nullable String method,
        String path,
        int status,
        long length,
        boolean isChunked,
        String upgrade,
        boolean isReadable) {
    private static final Pattern REQUEST =
            Pattern.compile("([!#-'*+.0-9A-Z^-z|~-]+) (\\S+) HTTP/1\\.[01]");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");

    /// The scheme and authority of an absolute-form target (RFC 9112 §3.2.2).
    private static final Pattern AUTHORITY = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*");

    private static final HttpHead NONE = new HttpHead(null, "", 0, -1, false, "", false);

    /// Whether it is the head of a request with this method to this path.
    public boolean isTo(String wantedMethod, String wantedPath) {
        return wantedMethod.equals(method) && wantedPath.equals(path);
    }

    /// @param text one character a byte, with all line ends
    static HttpHead parse(String text) {
        List<String> lines = text.strip().lines().toList();
        if (lines.isEmpty()) {
            return NONE;
        }
        Matcher request = REQUEST.matcher(lines.getFirst());
        Matcher answer = STATUS.matcher(lines.getFirst());
        boolean isRequest = request.matches();
        if (!isRequest && !answer.matches()) {
            return NONE;
        }
        long length = -1;
        boolean chunked = false;
        String upgrade = "";
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            switch (name) {
                case "content-length" -> {
                    long said = decimal(value);
                    if (said < 0 || (length >= 0 && length != said)) {
                        return NONE;
                    }
                    length = said;
                }
                case "transfer-encoding" -> chunked = value.endsWith("chunked");
                case "upgrade" -> upgrade = value;
                default -> {
                    // Nothing that cuts the stream.
                }
            }
        }
        return isRequest
                ? new HttpHead(
                        request.group(1), path(request.group(2)), 0, length, chunked, upgrade, true)
                : new HttpHead(
                        null,
                        "",
                        Integer.parseInt(answer.group(1)),
                        length,
                        chunked,
                        upgrade,
                        true);
    }

    private static String path(String target) {
        return AUTHORITY.matcher(target).replaceFirst("").split("[?#]", 2)[0];
    }

    private static long decimal(String digits) {
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : -1;
    }

    /// The size of a chunk, -1 if it is none.
    static long hex(String digits) {
        return digits.matches("[0-9a-fA-F]{1,12}") ? Long.parseLong(digits, 16) : -1;
    }
}
