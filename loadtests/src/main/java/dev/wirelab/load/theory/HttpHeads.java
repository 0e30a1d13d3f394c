package dev.wirelab.load.theory;

/// The sizes of the HTTP heads of a poll and of a posted command, in bytes: request line or status
/// line, fields and the empty line. They depend on both programs and are measured, not derived.
///
/// @param pollRequest of `GET /poll/…`
/// @param pollResponse of its answer
/// @param postRequest of `POST /api/commands`
/// @param postResponse of its answer
public record HttpHeads(int pollRequest, int pollResponse, int postRequest, int postResponse) {
    /// Those of Gatling 3.15 and this lab on long polls, read from a packet capture of one run: the
    /// token is some 240 bytes of each request.
    public static final HttpHeads LONG_POLL = new HttpHeads(351, 97, 415, 96);

    /// The same on short polls, whose path is shorter.
    public static final HttpHeads SHORT_POLL = new HttpHeads(344, 97, 416, 96);

    private static final int CLOSE = "connection: close\r\n".length();

    /// The same when each request says that its connection is to be closed, and each answer says so
    /// too (RFC 9112 §9.6).
    public HttpHeads fresh() {
        return new HttpHeads(
                pollRequest + CLOSE,
                pollResponse + CLOSE,
                postRequest + CLOSE,
                postResponse + CLOSE);
    }
}
