package dev.wirelab.transports.ledger;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The head of an HTTP/1.1 message, as far as it determines the message's classes and length.
///
/// @param method the method of a request; null for a response
/// @param path the path of a request's target, without the query
/// @param status the status of a response; 0 for a request
/// @param length `Content-Length`, -1 without one
/// @param isChunked whether the body is chunked, which overrides `length` (RFC 9112 §6.3)
/// @param upgrade the `Upgrade` header (RFC 9110 §7.8) in lower case, or an empty string
/// @param isReadable false if the text is not a valid head
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

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{1,12}");
    private static final HttpHead NONE = new HttpHead(null, "", 0, -1, false, "", false);

    /// Whether it is the head of a request with this method to this path.
    public boolean isTo(String wantedMethod, String wantedPath) {
        return wantedMethod.equals(method) && wantedPath.equals(path);
    }

    /// @param text the head decoded as ISO 8859-1, line ends included
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
                    long parsed = decimal(value);
                    if (parsed < 0 || (length >= 0 && length != parsed)) {
                        return NONE;
                    }
                    length = parsed;
                }
                case "transfer-encoding" -> chunked = value.endsWith("chunked");
                case "upgrade" -> upgrade = value;
                default -> {
                    // Does not affect where the message ends.
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
        return DECIMAL.matcher(digits).matches() ? Long.parseLong(digits) : -1;
    }

    /// The size of a chunk; -1 if the text is not a valid one.
    static long hex(String digits) {
        return HEXADECIMAL.matcher(digits).matches() ? Long.parseLong(digits, 16) : -1;
    }
}
