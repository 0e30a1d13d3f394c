package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Malformed requests to routes of every kind: each is refused by the protocol with one line in the
/// log, and nothing else happens. Alone in its JVM, since it counts what is logged.
@Isolated
@Timeout(60)
final class MalformedRequestTest {
    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.SHORT_POLL);

    private static final String UPGRADE =
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String HEAD = "Host: lab\r\nConnection: close\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

    private final Logger lab = (Logger) LoggerFactory.getLogger("dev.wirelab");
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void readTheLog() {
        log.start();
        lab.setLevel(Level.DEBUG);
        lab.setAdditive(false);
        lab.addAppender(log);
        root.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        root.detachAppender(log);
        lab.detachAppender(log);
        lab.setAdditive(true);
        lab.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /poll/short",
                "GET /poll/long",
                "GET /ws",
                "GET /api/wire",
                "POST /api/commands",
                "POST /api/sessions",
                "GET /api/transports",
                "GET /healthz",
                "GET /",
                "GET /nothing/here",
            })
    @Rule({"R1", "R2", "R10"})
    void aMalformedTargetIsRefused(String route) {
        Map<String, String> requests = new LinkedHashMap<>();
        for (String end :
                List.of(
                        "?%",
                        "?%4",
                        "?%g0",
                        "?a=%zz",
                        "?a=%",
                        "?a=%+1",
                        "?after=%ff",
                        "?%u0041",
                        "?after=%c0%af",
                        "?after=%ed%a0%80",
                        "?token=%",
                        "?token=%ff%fe",
                        "?a=\u00ff",
                        "?&&%&",
                        "?=%",
                        "#end",
                        "%",
                        "%zz",
                        "%ff",
                        "%c0%af",
                        "%00",
                        "/%2e%2e/",
                        "/..%2f",
                        "%2f",
                        "/..;/",
                        "%5c..",
                        "\\",
                        "%u002e",
                        "a\u0001b",
                        "a\u00ffb",
                        "/../../../etc/passwd",
                        " x")) {
            requests.put(route + end, request(route + end, headOf(route), bodyOf(route)));
        }
        assertRefused(requests);
    }

    @Test
    @Rule({"R1", "R2", "R10"})
    void aTargetThatIsNoPathIsRefused() {
        Map<String, String> requests = new LinkedHashMap<>();
        for (String method : List.of("GET", "POST", "OPTIONS", "CONNECT")) {
            for (String target :
                    List.of(
                            "",
                            "?",
                            "*",
                            "poll/short",
                            "lab:80",
                            "http://",
                            "http:///poll/short",
                            "http://lab:99999999/poll/short",
                            "http://[::1/",
                            "http://lab/%",
                            "http://lab/poll/short?%",
                            "ftp://lab/",
                            "/" + "x".repeat(9_000))) {
                requests.put(method + " " + target, request(method + " " + target, HEAD, ""));
            }
        }
        assertRefused(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/api/wire", "/nothing/here"})
    @Rule({"W1", "R1", "R10"})
    void aMalformedHandshakeIsRefused(String path) {
        Map<String, String> requests = new LinkedHashMap<>();
        String get = "GET " + path;
        String noVersion = UPGRADE.replace("Sec-WebSocket-Version: 13\r\n", "") + HEAD + KEY;
        requests.put("no key", request(get, HEAD + UPGRADE, ""));
        for (String key : List.of("", "x", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZTE=")) {
            String header = "Sec-WebSocket-Key: " + key + "\r\n";
            requests.put("key " + key, request(get, HEAD + UPGRADE + header, ""));
        }
        requests.put("two keys", request(get, HEAD + UPGRADE + KEY + KEY, ""));
        requests.put("no version", request(get, noVersion, ""));
        for (String version : List.of("", "8", "12", "14", "x", "13, 8")) {
            String header = "Sec-WebSocket-Version: " + version + "\r\n";
            requests.put("version " + version, request(get, noVersion + header, ""));
        }
        String proper = "Host: lab\r\n" + UPGRADE + KEY;
        requests.put("no upgrade", request(get, proper.replace("Upgrade: websocket\r\n", ""), ""));
        requests.put(
                "no connection", request(get, proper.replace("Connection: Upgrade\r\n", ""), ""));
        requests.put("other", request(get, proper.replace("websocket\r", "h2c\r"), ""));
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "get")) {
            requests.put(method, request(method + " " + path, HEAD + UPGRADE + KEY, ""));
        }
        requests.put("1.0", request(get, HEAD + UPGRADE + KEY, "").replace("/1.1", "/1.0"));
        assertRefused(requests);
    }

    @Test
    @Rule("R10")
    void anUnknownVersionOfWebSocketIsAnsweredByTheOneThatThereIs() {
        String later = HEAD + UPGRADE.replace("13", "14") + KEY;
        assertThat(exchange(request("GET /ws", later, "")))
                .startsWith("HTTP/1.1 426 ")
                .containsIgnoringCase("\r\nSec-WebSocket-Version: 13\r\n")
                .containsIgnoringCase("\r\nUpgrade: websocket\r\n")
                .contains("\"code\":\"bad_request\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: websocket\r\n",
                "Connection: Upgrade\r\n",
                "Connection: Upgrade\r\nUpgrade: websocket\r\n"
            })
    @Rule("R10")
    void aHandshakeThatLostAHeaderOnItsWayIsToldSo(String lost) {
        String rest = UPGRADE.replace(lost, "") + KEY;
        assertThat(exchange(request("GET /ws", HEAD + rest, "")))
                .startsWith("HTTP/1.1 400 ")
                .contains("this path does not forward upgrades");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sessions", "/api/commands", "/poll/short", "/nothing/here"})
    @Rule({"S1", "P10", "R1", "R10"})
    void aMalformedBodyIsRefused(String path) {
        String auth = "Authorization: Bearer " + STAGE.scene().session("alice").token() + "\r\n";
        String post = "POST " + path;
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("Content-Length: 50\r\n", "{\"user\":");
        bodies.put("Content-Length: 60000\r\n", "{");
        bodies.put("Content-Length: 9999999\r\n", "{}");
        bodies.put("Content-Length: -1\r\n", "{}");
        bodies.put("Content-Length: x\r\n", "{}");
        bodies.put("Content-Length: 99999999999999999999\r\n", "{}");
        bodies.put("Content-Length: 2\r\nContent-Length: 3\r\n", "{} ");
        bodies.put("Content-Length: 2\r\n" + CHUNKED, "2\r\n{}\r\n0\r\n\r\n");
        bodies.put("Content-Length: 4\r\n", "{\u00ff\u00fe}");
        bodies.put("Content-Length: 0\r\n", "");
        bodies.put("Transfer-Encoding: gzip\r\n", "{}");
        bodies.put("Expect: nonsense\r\nContent-Length: 2\r\n", "{}");
        Map<String, String> requests = new LinkedHashMap<>();
        bodies.forEach((head, body) -> requests.put(head, request(post, HEAD + auth + head, body)));
        for (String body :
                List.of(
                        "zz\r\n{}\r\n0\r\n\r\n",
                        "-2\r\n{}\r\n0\r\n\r\n",
                        "5\r\n{}",
                        "5",
                        "",
                        "fffffffffffffffff\r\n{}",
                        "2\r\n{}\r\n",
                        "2\r\n{}XX0\r\n\r\n")) {
            requests.put("chunk " + body, request(post, HEAD + auth + CHUNKED, body));
        }
        assertRefused(requests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/poll/short", "/ws", "/api/transports", "/nothing/here"})
    @Rule({"L7", "R1", "R10"})
    void aMalformedHeadIsRefused(String path) {
        Map<String, String> requests = new LinkedHashMap<>();
        for (String header :
                List.of(
                        "",
                        "Host: a\r\nHost: b\r\n",
                        "Host: [::\r\n",
                        "Host: a b\r\n",
                        "Host: lab:port\r\n",
                        HEAD + "X: a\0b\r\n",
                        HEAD + "X: a\u0001b\r\n",
                        HEAD + "no colon\r\n",
                        HEAD + "X : y\r\n",
                        HEAD + "X(y): z\r\n",
                        HEAD + "X: a\r\n b\r\n",
                        HEAD + ": y\r\n",
                        HEAD + "X: " + "a".repeat(9_000) + "\r\n",
                        HEAD + "X: a\r\n".repeat(2_000))) {
            requests.put(header, request("GET " + path, header, ""));
        }
        for (String line :
                List.of(
                        "GET " + path,
                        "GET " + path + " HTTP/9.9",
                        "GET " + path + " HTTP/1",
                        "GET " + path + " HTTP/2.0",
                        "GET " + path + " HTTX/1.1",
                        "G(T / HTTP/1.1",
                        "PRI * HTTP/2.0",
                        "garbage",
                        "G".repeat(9_000) + " / HTTP/1.1",
                        "\0\0\0\0",
                        "\u0016\u0003\u0001\u0001\0\u0001\0\0\u00fc\u0003\u0003",
                        "/login evil",
                        "BREW " + path + " HTTP/1.1",
                        "TRACE " + path + " HTTP/1.1")) {
            requests.put(line, line + "\r\n" + HEAD + "\r\n");
        }
        assertRefused(requests);
    }

    private static String headOf(String route) {
        boolean webSocket = route.endsWith("/ws") || route.endsWith("/wire");
        String head = webSocket ? "Host: lab\r\n" + UPGRADE + KEY : HEAD;
        return route.startsWith("POST") ? head + "Content-Length: 2\r\n" : head;
    }

    private static String bodyOf(String route) {
        return route.startsWith("POST") ? "{}" : "";
    }

    private static String request(String methodAndTarget, String head, String body) {
        return methodAndTarget + " HTTP/1.1\r\n" + head + "\r\n" + body;
    }

    /// Sends each request on a connection of its own, and looks at all answers and the log.
    ///
    /// @param requests by what is wrong with them
    private void assertRefused(Map<String, String> requests) {
        List<String> faults = new ArrayList<>();
        requests.forEach((name, request) -> {
            int before = log.list.size();
            String answer = exchange(request);
            List<ILoggingEvent> logged =
                    List.copyOf(log.list).subList(before, log.list.size()).stream()
                            // A handshake is counted and logged besides.
                            .filter(line -> !line.getLoggerName().endsWith(".TlsCounters"))
                            .toList();
            boolean refusal =
                    answer.matches(
                            "(?s)HTTP/1\\.1 4\\d\\d .*application/json.*\r\n\r\n"
                                    + "\\{\"type\":\"error\",\"code\":\"[a-z_]+\",\"message\":\"[^\"]+\"}");
            if (!refusal || answer.matches("(?s).*(Exception|\tat |jetty|javalin|wirelab\\.).*")) {
                faults.add(name + " was answered by " + answer);
            }
            if (logged.size() != 1
                    || logged.getFirst().getLevel() != Level.DEBUG
                    || logged.getFirst().getThrowableProxy() != null) {
                faults.add(name + " logged " + logged);
            }
        });
        assertThat(faults).isEmpty();
        STAGE.scene().enter("bob").ping();
    }

    /// The answer, up to the end of the connection or the reset that ends it when the lab has not
    /// read all of a request.
    private static String exchange(String request) {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = Net.dial(Net.address(STAGE.lab().http()))) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                answer.append((char) b);
            }
        } catch (SocketTimeoutException e) {
            answer.append(" and no end");
        } catch (IOException e) {
            // What came before is the answer.
        }
        return answer.toString();
    }
}
