package dev.wirelab.load.theory;

import java.util.List;

/// Sizes in bytes of the HTTP heads of a transport: request line or status line, fields and the
/// empty line (RFC 9112 §2.1); over HTTP/2, frames without the bodies in them. The texts are those
/// of the load generator and this lab, with cursors of four digits and bodies of three.
///
/// @param pollRequest of a poll
/// @param pollResponse of its response
/// @param postRequest of `POST /api/commands`
/// @param postResponse of its response
/// @param http2 whether over HTTP/2
public record HttpHeadSizes(
        double pollRequest,
        double pollResponse,
        double postRequest,
        double postResponse,
        boolean http2) {
    /// Of a transport that makes no HTTP requests while it is measured.
    public static final HttpHeadSizes NONE = new HttpHeadSizes(0, 0, 0, 0);

    private static final int POLL_BODY = 100;
    private static final int OK_BODY = 10;
    private static final String COMMANDS = "/api/commands?transport=";
    private static final int CLOSE = size(List.of("Connection: close"));
    private static final String VERSION_2 = "&v=2";

    /// Over HTTP/1.1.
    public HttpHeadSizes(
            double pollRequest, double pollResponse, double postRequest, double postResponse) {
        this(pollRequest, pollResponse, postRequest, postResponse, false);
    }

    /// The heads of a transport whose readers poll and whose commands are posted.
    ///
    /// @param transport the transport's id
    /// @param pollTarget path and query of a poll
    /// @param host the value of the field `host`, such as `127.0.0.1:7070`
    /// @param tokenBytes the size of a session's token
    static HttpHeadSizes polling(
            String transport, String pollTarget, String host, double tokenBytes) {
        List<String> common = List.of("Host: " + host, "Authorization: Bearer ", "");
        return new HttpHeadSizes(
                size(List.of("GET " + pollTarget + " HTTP/1.1")) + size(common) + tokenBytes,
                response("Cache-Control: no-store", "Content-Length: " + POLL_BODY),
                size(List.of("POST " + COMMANDS + transport + " HTTP/1.1", "Content-Length: 100"))
                        + size(common)
                        + tokenBytes,
                response("Cache-Control: no-store", "Content-Length: " + OK_BODY));
    }

    /// The heads over HTTP/2 of a transport whose readers poll and whose commands are posted.
    static HttpHeadSizes pollingOverHttp2(String transport, String pollTarget) {
        return new HttpHeadSizes(
                Http2Sizes.request(pollTarget, false),
                Http2Sizes.response(POLL_BODY),
                Http2Sizes.request(COMMANDS + transport, true),
                Http2Sizes.response(OK_BODY),
                true);
    }

    /// The heads over HTTP/2 of a transport whose commands are posted and whose readers do not
    /// poll.
    static HttpHeadSizes postingOverHttp2(String transport) {
        HttpHeadSizes all = pollingOverHttp2(transport, "/");
        return new HttpHeadSizes(0, 0, all.postRequest, all.postResponse, true);
    }

    /// The heads of a transport whose commands are posted and whose readers do not poll.
    static HttpHeadSizes posting(String transport, String host, double tokenBytes) {
        HttpHeadSizes all = polling(transport, "/", host, tokenBytes);
        return new HttpHeadSizes(0, 0, all.postRequest, all.postResponse);
    }

    /// The same where each request asks for its connection to be closed, and each response repeats
    /// that (RFC 9112 §9.6).
    public HttpHeadSizes fresh() {
        return new HttpHeadSizes(
                pollRequest + CLOSE,
                pollResponse + CLOSE,
                postRequest + CLOSE,
                postResponse + CLOSE);
    }

    /// The same with the parameter of version 2 of the protocol in each request.
    public HttpHeadSizes inVersion2() {
        int more = http2 ? Http2Sizes.literal(VERSION_2) - 1 : VERSION_2.length();
        return new HttpHeadSizes(
                pollRequest == 0 ? 0 : pollRequest + more,
                pollResponse,
                postRequest == 0 ? 0 : postRequest + more,
                postResponse,
                http2);
    }

    /// The same with the lengths of bodies of these sizes, one event in each answer to a poll.
    public HttpHeadSizes carrying(MessageSizes sizes) {
        if (http2) {
            long body = Math.round(sizes.emptyPoll() + sizes.event());
            double response = pollResponse == 0 ? 0 : Http2Sizes.response(body);
            return new HttpHeadSizes(pollRequest, response, postRequest, postResponse, true);
        }
        return new HttpHeadSizes(
                pollRequest,
                pollResponse == 0
                        ? 0
                        : pollResponse + moreDigits(sizes.emptyPoll() + sizes.event()),
                postRequest == 0 ? 0 : postRequest + moreDigits(sizes.command()),
                postResponse);
    }

    /// The size of a part of a body that never ends: a chunk (RFC 9112 §7.1), or a DATA frame.
    int chunk(int content) {
        return content
                + (http2
                        ? Http2Sizes.FRAME
                        : Integer.toHexString(content).length() + 2 * "\r\n".length());
    }

    /// How many digits more than three the length of a body has.
    private static int moreDigits(double length) {
        return Math.max(0, Long.toString(Math.round(length)).length() - 3);
    }

    private static int response(String... fields) {
        return size(List.of("HTTP/1.1 200 OK", "Content-Type: application/json", ""))
                + size(List.of(fields));
    }

    private static int size(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + "\r\n".length()).sum();
    }
}
