package dev.wirelab.load.claims;

/// A request and its answer, byte by byte (ISO 8859-1).
///
/// @param request all of it
/// @param head status line and headers of the answer, with the empty line
/// @param body the answer's
/// @param tookNanos from before the request was written until the answer was read
/// @param doneNanos the moment at which the answer was read
record Exchange(String request, String head, String body, long tookNanos, long doneNanos) {
    /// The status code.
    int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /// Bytes of both.
    int bytes() {
        return request.length() + head.length() + body.length();
    }

    /// Bytes of both but the answer's body.
    int overhead() {
        return request.length() + head.length();
    }

    double millis() {
        return tookNanos / 1e6;
    }
}
