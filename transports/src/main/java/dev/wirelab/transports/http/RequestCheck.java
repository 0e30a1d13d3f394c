package dev.wirelab.transports.http;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.socket.HttpSocket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// The outermost handler: refuses malformed requests that Jetty's parser lets through, before any
/// route sees them (rule R10). Does not block.
final class RequestCheck extends Handler.Wrapper {
    /// 16 bytes in base64 (RFC 6455 §4.1).
    private static final Pattern WEB_SOCKET_KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private static final String WEB_SOCKET_VERSION = "13";

    /// To a handshake that has lost what concerns one hop only.
    static final String LOST_UPGRADE =
            "this path does not forward upgrades: a WebSocket needs HTTP/1.1 with the headers Upgrade"
                    + " and Connection";

    private static final char REPLACEMENT = '\uFFFD';

    private final TransportContext lab;

    RequestCheck(TransportContext lab) {
        this.lab = lab;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Problem problem = problem(request);
        HttpSocket socket = HttpSocket.of(request);
        if (socket == null) {
            return super.handle(request, response, callback);
        }
        socket.begun(request, response);
        boolean hasBody = socket.isStream() || hasBody(request);
        socket.requestRead();
        if (problem == null) {
            return super.handle(
                    hasBody ? new TimedBody(request, socket) : request, response, callback);
        }
        refuse(
                new HttpExchange(
                        request, response, callback, socket, lab.meters().other(), lab.draining()),
                problem);
        return true;
    }

    private static void refuse(HttpExchange exchange, Problem problem) {
        if (problem.status() == HttpStatus.UPGRADE_REQUIRED_426) {
            // RFC 6455 §4.4, RFC 9110 §15.5.22.
            exchange.header("Sec-WebSocket-Version", WEB_SOCKET_VERSION);
            exchange.header("Upgrade", "websocket");
            exchange.header("Connection", "Upgrade");
        }
        exchange.refuse(Refusal.badRequest(problem.reason()), problem.status());
    }

    /// What is wrong with a request.
    private record Problem(int status, String reason) {
        static Problem of(String reason) {
            return new Problem(HttpStatus.BAD_REQUEST_400, reason);
        }
    }

    private static boolean hasBody(Request request) {
        HttpFields headers = request.getHeaders();
        return headers.contains(HttpHeader.CONTENT_LENGTH)
                || headers.contains(HttpHeader.TRANSFER_ENCODING);
    }

    /// Limits the time in which a request's body arrives (rule L8), from the first read that finds
    /// nothing to the end of the body.
    private static final class TimedBody extends Request.Wrapper {
        private final HttpSocket socket;

        TimedBody(Request request, HttpSocket socket) {
            super(request);
            this.socket = socket;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null) {
                socket.requestAwaited();
            } else if (chunk.isLast()) {
                socket.requestRead();
            }
            return chunk;
        }
    }

    /// What is wrong with a request, or null.
    private static @Nullable Problem problem(Request request) {
        HttpURI target = request.getHttpURI();
        String path = target.getPath();
        if (path == null || path.isEmpty()) {
            return Problem.of("the request has no path");
        }
        if (target.getFragment() != null) {
            return Problem.of("a request has no fragment");
        }
        String scheme = target.getScheme();
        if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
            return Problem.of("the scheme must be http or https");
        }
        String query = target.getQuery();
        if (query != null && !HttpExchange.isPlain(query) && !isWellEncoded(query)) {
            return Problem.of("the query is not percent-encoded UTF-8");
        }
        return isUpgrade(request) ? upgradeProblem(request) : null;
    }

    /// Whether each `%` begins an escape (RFC 3986 §2.1) and the bytes are UTF-8. Jetty has already
    /// decoded unescaped bytes, with U+FFFD for those that are not UTF-8.
    private static boolean isWellEncoded(String query) {
        ByteBuffer bytes = ByteBuffer.allocate(query.length());
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == REPLACEMENT) {
                return false;
            }
            if (c != '%') {
                bytes.put((byte) (c < 0x80 ? c : '?'));
            } else if (i + 2 < query.length()
                    && HexFormat.isHexDigit(query.charAt(i + 1))
                    && HexFormat.isHexDigit(query.charAt(i + 2))) {
                bytes.put((byte) HexFormat.fromHexDigits(query, i + 1, i + 3));
                i += 2;
            } else {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isUpgrade(Request request) {
        HttpFields headers = request.getHeaders();
        return headers.contains(HttpHeader.SEC_WEBSOCKET_VERSION)
                || headers.contains(HttpHeader.SEC_WEBSOCKET_KEY)
                || headers.contains(HttpHeader.UPGRADE, "websocket");
    }

    /// Whether these are a WebSocket handshake without `Upgrade` or `Connection`, as a proxy passes
    /// it on that does not know upgrades.
    static boolean hasLostItsUpgrade(HttpFields headers) {
        return headers.contains(HttpHeader.SEC_WEBSOCKET_KEY)
                && (!headers.contains(HttpHeader.UPGRADE, "websocket")
                        || !headers.contains(HttpHeader.CONNECTION, "upgrade"));
    }

    /// What is wrong with a WebSocket handshake (RFC 6455 §4.2.1), or null.
    private static @Nullable Problem upgradeProblem(Request request) {
        if (request.getConnectionMetaData().getHttpVersion().getVersion()
                > HttpVersion.HTTP_1_1.getVersion()) {
            return null;
        }
        HttpFields headers = request.getHeaders();
        if (!HttpMethod.GET.is(request.getMethod())) {
            return Problem.of("a WebSocket begins with GET");
        }
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                || hasLostItsUpgrade(headers)) {
            return Problem.of(LOST_UPGRADE);
        }
        List<String> versions = headers.getValuesList(HttpHeader.SEC_WEBSOCKET_VERSION);
        if (!versions.equals(List.of(WEB_SOCKET_VERSION))) {
            return new Problem(
                    versions.isEmpty()
                            ? HttpStatus.BAD_REQUEST_400
                            : HttpStatus.UPGRADE_REQUIRED_426,
                    "Sec-WebSocket-Version must be " + WEB_SOCKET_VERSION);
        }
        List<String> keys = headers.getValuesList(HttpHeader.SEC_WEBSOCKET_KEY);
        if (keys.size() != 1 || !WEB_SOCKET_KEY.matcher(keys.getFirst()).matches()) {
            return Problem.of("Sec-WebSocket-Key must be 16 bytes in base64");
        }
        return null;
    }
}
