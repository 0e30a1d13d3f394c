package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import java.util.List;

/// The sizes of the HTTP heads of a poll and of a posted command, in bytes: request line or status
/// line, fields and the empty line (RFC 9112 §2.1). Their texts are those of Gatling 3.15 and this
/// lab, with places of four digits and bodies of three.
///
/// @param pollRequest of `GET /poll/…`
/// @param pollResponse of its answer
/// @param postRequest of `POST /api/commands`
/// @param postResponse of its answer
public record HttpHeads(
        double pollRequest, double pollResponse, double postRequest, double postResponse) {
    private static final String AFTER = "?after=" + Units.TYPICAL_CURSOR;
    private static final int CLOSE = size(List.of("connection: close"));

    /// Those of a transport that polls.
    ///
    /// @param transport `long-poll` or `short-poll`
    /// @param timing how long a long poll asks to be held
    /// @param host what the requests name, such as `127.0.0.1:7070`
    /// @param tokenBytes how long a session's token is
    public static HttpHeads of(String transport, Timing timing, String host, double tokenBytes) {
        String poll =
                transport.equals("long-poll")
                        ? "/poll/long" + AFTER + "&wait=" + timing.pollWaitSeconds()
                        : "/poll/short" + AFTER;
        List<String> common = List.of("authorization: Bearer ", "accept: */*", "host: " + host, "");
        return new HttpHeads(
                size(List.of("GET " + poll + " HTTP/1.1")) + size(common) + tokenBytes,
                answer("Cache-Control: no-store", "Content-Length: 100"),
                size(
                                List.of(
                                        "POST /api/commands?transport=" + transport + " HTTP/1.1",
                                        "content-type: application/json",
                                        "content-length: 100"))
                        + size(common)
                        + tokenBytes,
                answer("Cache-Control: no-store", "Content-Length: 10"));
    }

    /// The same when each request says that its connection is to be closed, and each answer says so
    /// too (RFC 9112 §9.6).
    public HttpHeads fresh() {
        return new HttpHeads(
                pollRequest + CLOSE,
                pollResponse + CLOSE,
                postRequest + CLOSE,
                postResponse + CLOSE);
    }

    private static int answer(String... fields) {
        return size(List.of("HTTP/1.1 200 OK", "Content-Type: application/json", ""))
                + size(List.of(fields));
    }

    private static int size(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + "\r\n".length()).sum();
    }
}
