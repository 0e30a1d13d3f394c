package dev.wirelab.load.server;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The ways in which messages reach a client of any server.
public enum TransportKind {
    /// Text messages in both directions (RFC 6455).
    WEBSOCKET,
    /// Server-Sent Events.
    SSE,
    /// Lines that end with LF in both directions.
    TCP,
    /// Requests that the server holds until there is a message.
    LONG_POLL,
    /// Requests at intervals.
    SHORT_POLL;

    /// Its name in descriptions and results.
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The kind with a name.
    static Optional<TransportKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /// The names of all kinds.
    static List<String> ids() {
        return Arrays.stream(values()).map(TransportKind::id).toList();
    }

    /// Whether messages arrive as responses to requests.
    public boolean polls() {
        return this == LONG_POLL || this == SHORT_POLL;
    }

    /// Whether clients can also send on the connection on which messages arrive.
    boolean isDuplex() {
        return this == WEBSOCKET || this == TCP;
    }

    /// Whether it begins with a request that names a path.
    boolean connectsToPath() {
        return this == WEBSOCKET || this == SSE;
    }
}
