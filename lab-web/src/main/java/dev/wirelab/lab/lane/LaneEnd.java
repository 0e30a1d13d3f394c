package dev.wirelab.lab.lane;

/// The reason why a TCP lane ended, with the WebSocket close code and reason for the browser.
enum LaneEnd {
    /// The browser closed the lane or has disconnected.
    BROWSER_CLOSED(1000, ""),
    /// The lab closed the TCP connection; its last line has the reason, if there is one.
    TCP_ENDED(1001, ""),
    /// The TCP connection could not be opened.
    UNREACHABLE(1001, "unreachable"),
    /// The browser or the TCP port did not accept data in time.
    TOO_SLOW(4001, "too_slow"),
    /// The maximum number of lanes is open.
    TOO_MANY(4002, "too_many"),
    /// An unexpected exception.
    INTERNAL(1011, "internal"),
    /// The browser sent more than one line at once.
    BAD_REQUEST(4500, "bad_request");

    private final int code;
    private final String reason;

    LaneEnd(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// The close code; with 4000 to 4499 and 1001 a client may retry later (RFC 6455 §7.4).
    int code() {
        return code;
    }

    /// The close reason: an error code of the protocol, or empty.
    String reason() {
        return reason;
    }
}
