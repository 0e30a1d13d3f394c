package dev.wirelab.load.connection;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One message of a server: a line, a text message of a WebSocket, the data of a server-sent event
/// or the response to a request.
public final class Message {
    private final int status;
    private final byte[] body;
    private final long nanos;
    private final @Nullable HttpHeaders fields;

    /// @param fields the header fields of a response; null: it is no response
    Message(int status, byte[] body, long nanos, @Nullable HttpHeaders fields) {
        this.status = status;
        this.body = body;
        this.nanos = nanos;
        this.fields = fields;
    }

    /// The status of a response; 0 if it is no response.
    public int status() {
        return status;
    }

    /// The first field of a response with this name; empty if there is none.
    public Optional<String> field(String name) {
        return fields == null ? Optional.empty() : Optional.ofNullable(fields.get(name));
    }

    /// Its bytes without any framing; must not be modified.
    public byte[] body() {
        return body;
    }

    /// When its last byte was read from the socket, on the monotonic clock.
    public long nanos() {
        return nanos;
    }

    /// Its bytes as UTF-8.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
