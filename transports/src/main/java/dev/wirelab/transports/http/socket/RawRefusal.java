package dev.wirelab.transports.http.socket;

import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A response that refuses a client before Jetty has read a request.
final class RawRefusal {
    private RawRefusal() {}

    /// The bytes of the whole response, after which the connection closes.
    static byte[] encode(int status, String reason, Refusal refusal) {
        byte[] body = JsonEvents.encode(Event.Error.of(refusal));
        byte[] head =
                ("HTTP/1.1 "
                                + status
                                + " "
                                + reason
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    }
}
