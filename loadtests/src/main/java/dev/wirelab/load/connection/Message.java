package dev.wirelab.load.connection;

import java.nio.charset.StandardCharsets;

/// What arrived in one piece: a line, a text message of a WebSocket, the data of a server-sent
/// event or the response to a request.
public final class Message {
    private final int status;
    private final byte[] body;
    private final long nanos;

    Message(int status, byte[] body, long nanos) {
        this.status = status;
        this.body = body;
        this.nanos = nanos;
    }

    /// The status of a response; 0 of anything else.
    public int status() {
        return status;
    }

    /// Its bytes without any framing; not to be changed.
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
