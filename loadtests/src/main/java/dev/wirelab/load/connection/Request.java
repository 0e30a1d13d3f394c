package dev.wirelab.load.connection;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request of HTTP/1.1 (RFC 9112) with no field that a server does not need.
///
/// @param target path and query
/// @param token the bearer token (RFC 6750), or null
/// @param body its body, or null
/// @param close whether the connection closes after the response
/// @param fields further header fields, each with its line end
public record Request(
        String method,
        String target,
        @Nullable String token,
        @Nullable String body,
        boolean close,
        String fields) {
    private static final String END = "\r\n";
    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

    /// A request after which the connection stays open.
    public Request(String method, String target, @Nullable String token, @Nullable String body) {
        this(method, target, token, body, false, "");
    }

    /// The same with the connection closed after the response, or not.
    public Request closing(boolean closes) {
        return new Request(method, target, token, body, closes, fields);
    }

    /// The same with one more field.
    public Request with(String name, String value) {
        return new Request(method, target, token, body, close, fields + name + ": " + value + END);
    }

    /// The same below a path, such as that of a proxy.
    Request under(String path) {
        return new Request(method, path + target, token, body, close, fields);
    }

    /// Whether sending it twice has the effect of sending it once (RFC 9110 §9.2.2).
    boolean isIdempotent() {
        return IDEMPOTENT.contains(method);
    }

    /// The request as it is sent.
    ///
    /// @param host the value of the field `Host`
    /// @param more header fields of the framing, each with its line end
    String text(String host, String more) {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append(' ').append(target).append(" HTTP/1.1").append(END);
        text.append("Host: ").append(host).append(END);
        if (token != null) {
            text.append("Authorization: Bearer ").append(token).append(END);
        }
        if (close) {
            text.append("Connection: close").append(END);
        }
        if (body != null) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            text.append("Content-Length: ").append(length).append(END);
        }
        text.append(fields).append(more).append(END);
        return body == null ? text.toString() : text.append(body).toString();
    }
}
