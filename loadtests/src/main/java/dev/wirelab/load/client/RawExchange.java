package dev.wirelab.load.client;

/// The bytes of a request and its response, or of a unit that the lab pushed: a WebSocket frame or
/// a TCP line. Strings are in ISO 8859-1, where one character is one byte.
///
/// @param request the whole request; empty if the unit was pushed
/// @param head what precedes the body: status line, headers and the blank line, or the frame header
/// @param body the response body, the frame's payload, or the line with its LF
/// @param startNanos [System#nanoTime()] before the request was written
/// @param endNanos [System#nanoTime()] once everything was read
public record RawExchange(
        String request, String head, String body, long startNanos, long endNanos) {
    static RawExchange pushed(String head, String body) {
        long now = System.nanoTime();
        return new RawExchange("", head, body, now, now);
    }

    /// The HTTP status code.
    public int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /// All bytes, in both directions.
    public int bytes() {
        return overhead() + body.length();
    }

    /// All bytes except the body.
    public int overhead() {
        return request.length() + head.length();
    }

    /// The time from request to complete response.
    public double millis() {
        return (endNanos - startNanos) / 1e6;
    }
}
