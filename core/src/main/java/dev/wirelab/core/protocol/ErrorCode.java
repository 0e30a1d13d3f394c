package dev.wirelab.core.protocol;

import java.util.Locale;

/// Why something was refused or ended. The code travels as its lower-case [#code()] on every
/// transport; over HTTP it also decides the status.
public enum ErrorCode {
    /// The request is malformed or makes no sense.
    BAD_REQUEST(400),
    /// The connection or request has no valid session.
    UNAUTHORIZED(401),
    /// The request comes from a web page of another site.
    FORBIDDEN_ORIGIN(403),
    /// The lab's access code is missing or wrong.
    WRONG_CODE(403),
    /// The session is not in that group.
    NOT_MEMBER(403),
    /// No session has that user name.
    UNKNOWN_USER(404),
    /// No group has that name.
    UNKNOWN_GROUP(404),
    /// No such resource on the HTTP port.
    NOT_FOUND(404),
    /// Another session has that user name.
    NAME_TAKEN(409),
    /// A line, frame, body or text exceeds its size limit.
    TOO_LARGE(413),
    /// A session or the server has reached a limit on a number.
    TOO_MANY(429),
    /// A session or an address does something more often than it may.
    RATE_LIMITED(429),
    /// The peer did not read its data in time.
    TOO_SLOW(503),
    /// The server is about to stop.
    SHUTTING_DOWN(503),
    /// The log cannot be reached. It is unknown whether a command was executed.
    UNAVAILABLE(503),
    /// Internal server error; the server's log has the details.
    INTERNAL(500);

    private final int status;
    private final String code = name().toLowerCase(Locale.ROOT);

    ErrorCode(int status) {
        this.status = status;
    }

    /// The error with this [#code()].
    ///
    /// @throws IllegalArgumentException if there is none
    public static ErrorCode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /// The HTTP status that carries this code.
    public int status() {
        return status;
    }

    /// The code as transmitted, such as `bad_request`.
    public String code() {
        return code;
    }
}
