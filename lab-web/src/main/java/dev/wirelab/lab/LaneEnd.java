package dev.wirelab.lab;

/// Why a TCP lane ended, as its browser is told: a WebSocket close code and a reason.
enum LaneEnd {
    /// The browser closed it, or is no longer there; nobody is told.
    BROWSER_GONE(1000, ""),
    /// The lab ended the TCP connection; its last line said why, if there was a reason.
    TCP_ENDED(1001, ""),
    /// There was no TCP connection to be had.
    UNREACHABLE(1001, "unreachable"),
    /// The browser, or the TCP port, did not take what was due to it in time.
    TOO_SLOW(4001, "too_slow"),
    /// As many lanes as there may be are open.
    TOO_MANY(4002, "too_many"),
    /// The browser sent more than one line at once.
    BAD_REQUEST(4500, "bad_request");

    private final int code;
    private final String reason;

    LaneEnd(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// The close code: 4000 to 4499 and 1001 say to come back later (RFC 6455 §7.4).
    int code() {
        return code;
    }

    /// The reason beside the code; an error code of the wire contract, or empty.
    String reason() {
        return reason;
    }
}
