package dev.wirelab.lab;

import static dev.wirelab.lab.SiteLab.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.lab.lane.LaneBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The networks that a lab emulates for its page.
@Timeout(60)
class NetworkOfALabTest {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final int PATIENCE_MILLIS = 20_000;

    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void whatGoesThroughALaneTakesTheTimeOfTheNetwork() throws Exception {
        try (LaneBrowser page = network("transatlantic", "long-poll,sse")) {
            JsonNode network = JSON.readTree(page.next());
            assertThat(network.path("up").asDouble()).isEqualTo(45);
            assertThat(network.path("down").asDouble()).isEqualTo(45);
            assertThat(network.path("ports").properties()).hasSize(2);
            int port = network.path("ports").path("long-poll").asInt();
            long begun = System.nanoTime();
            assertThat(ask(port, "GET /healthz HTTP/1.1")).startsWith("HTTP/1.1 200");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(90));
        }
    }

    @Test
    void aNetworkEndsWithThePageThatOpenedIt() throws Exception {
        int port;
        try (LaneBrowser page = network("lan", "sse")) {
            port = port(page, "sse");
            assertThat(ask(port, "GET /healthz HTTP/1.1")).startsWith("HTTP/1.1 200");
        }
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (listens(port) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        assertThat(listens(port)).as("port %d listens", port).isFalse();
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    @Test
    void aProxyBlocksUpgradesAndOneBuffersStreams() throws Exception {
        try (LaneBrowser page = network("lan", "websocket,sse,long-poll")) {
            JsonNode ports = JSON.readTree(page.next()).path("ports");
            String token = lab.token("alice");
            int socket = ports.path("websocket").asInt();
            try (LaneBrowser free = socket(socket, token)) {
                assertThat(free.next()).contains("hello");
                page.send(proxy("sse", false, true));
                page.send(proxy("long-poll", false, true));
                page.send(proxy("websocket", true, false));
                awaitRefusal(socket, token);
            }
            String poll = "GET /poll/long?wait=1&token=" + token + " HTTP/1.1";
            assertThat(ask(ports.path("long-poll").asInt(), poll)).startsWith("HTTP/1.1 200");
            try (Socket blocked = open(socket)) {
                request(blocked, poll);
                assertThat(blocked.getInputStream().readNBytes(12))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("HTTP/1.1 200");
            }
            try (Socket stream = open(ports.path("sse").asInt())) {
                request(stream, "GET /sse?token=" + token + " HTTP/1.1");
                // A request after it has its answer, so the stream had the time for its own.
                assertThat(ask(ports.path("long-poll").asInt(), poll)).startsWith("HTTP/1.1 200");
                InputStream in = stream.getInputStream();
                assertThat(in.available()).as("bytes of the stream's answer").isZero();
                for (int i = 0; i < 10; i++) {
                    lab.say(token, "@alice", "x".repeat(1_000));
                }
                assertThat(new String(in.readNBytes(8_192), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200")
                        .contains("hello");
            }
        }
    }

    @Test
    void aLaneThatIsDroppedIsResetAndThePortStays() throws Exception {
        try (LaneBrowser page = network("lan", "sse")) {
            int port = port(page, "sse");
            try (Socket stream = open(port)) {
                request(stream, "GET /sse?token=" + lab.token("alice") + " HTTP/1.1");
                InputStream in = stream.getInputStream();
                assertThat(in.read()).isEqualTo('H');
                page.send("{\"type\":\"drop\",\"lane\":\"sse\"}");
                assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
            }
            assertThat(ask(port, "GET /healthz HTTP/1.1")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theTcpLaneGoesThroughItsNetworkAndThroughNothingElse() throws Exception {
        String token = lab.token("alice");
        try (LaneBrowser page = network("transatlantic", "tcp,sse")) {
            JsonNode ports = JSON.readTree(page.next()).path("ports");
            long begun = System.nanoTime();
            try (LaneBrowser lane = lane(token, ports.path("tcp").asInt())) {
                assertThat(lane.next()).contains("hello");
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isGreaterThanOrEqualTo(Duration.ofMillis(90));
            }
            for (int other : new int[] {ports.path("sse").asInt(), lab.server().tcpPort(), 0}) {
                assertThatThrownBy(() -> lane(token, other).close()).hasStackTraceContaining("400");
            }
            page.send(proxy("tcp", true, false));
            assertThat(page.closed()).isEqualTo("4500 bad_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "[]",
                "{\"type\":\"drop\",\"lane\":\"websocket\"}",
                "{\"type\":\"reboot\",\"lane\":\"sse\"}",
                "{\"type\":\"proxy\",\"lane\":\"sse\",\"block\":1,\"buffer\":true}"
            })
    void aTextThatIsNoCommandEndsTheNetwork(String text) throws Exception {
        try (LaneBrowser page = network("lan", "sse")) {
            port(page, "sse");
            page.send(text);
            assertThat(page.closed()).isEqualTo("4500 bad_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "link=moon&lanes=sse",
                "link=lan&lanes=pigeon",
                "link=lan&lanes=sse,",
                "link=lan",
                "lanes=sse"
            })
    void aNetworkThatCannotBeIsRefused(String query) throws Exception {
        HttpRequest.Builder upgrade =
                HttpRequest.newBuilder(lab.at("/networks?" + query))
                        .header("Sec-WebSocket-Version", "13");
        assertThat(JSON.readTree(lab.send(upgrade).body()).path("code").asText())
                .isEqualTo("bad_request");
    }

    @Test
    void pagesOfOtherOriginsHaveNoNetworks() {
        assertThatThrownBy(() ->
                        new LaneBrowser(
                                        at("/networks?link=lan&lanes=sse"),
                                        true,
                                        "http://evil.example")
                                .close())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    private LaneBrowser network(String link, String lanes) {
        return new LaneBrowser(
                at("/networks?link=" + link + "&lanes=" + lanes), true, lab.origin());
    }

    private LaneBrowser lane(String token, int via) {
        return new LaneBrowser(at("/lanes/tcp?token=" + token + "&via=" + via), true, lab.origin());
    }

    private LaneBrowser socket(int port, String token) {
        return new LaneBrowser(
                URI.create("ws://127.0.0.1:" + port + "/ws?token=" + token), true, lab.origin());
    }

    private static String proxy(String lane, boolean block, boolean buffer) {
        return "{\"type\":\"proxy\",\"lane\":\"%s\",\"block\":%s,\"buffer\":%s}"
                .formatted(lane, block, buffer);
    }

    private void awaitRefusal(int port, String token) {
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (System.nanoTime() < deadline) {
            try (LaneBrowser passed = socket(port, token)) {
                passed.disconnect();
            } catch (CompletionException e) {
                assertThat(e)
                        .cause()
                        .isInstanceOfSatisfying(
                                WebSocketHandshakeException.class,
                                refused ->
                                        assertThat(refused.getResponse().statusCode())
                                                .isEqualTo(400));
                return;
            }
        }
        throw new AssertionError("upgrades pass");
    }

    private URI at(String path) {
        return URI.create(lab.at(path).toString().replace("http", "ws"));
    }

    private static int port(LaneBrowser page, String lane) throws Exception {
        return JSON.readTree(page.next()).path("ports").path(lane).asInt();
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void request(Socket socket, String line) throws IOException {
        socket.getOutputStream()
                .write((line + "\r\nHost: lab\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String ask(int port, String line) throws IOException {
        try (Socket socket = open(port)) {
            socket.getOutputStream()
                    .write(
                            (line + "\r\nHost: lab\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
