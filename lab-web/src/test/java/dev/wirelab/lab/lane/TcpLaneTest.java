package dev.wirelab.lab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Origins;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The TCP lane over real sockets: a WebSocket client on one side, a bare TCP server on the other.
@Timeout(60)
class TcpLaneTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LaneLimits LIMITS =
            new LaneLimits(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final String LAB_ORIGIN = "http://127.0.0.1:7070";

    /// Far more than all buffers between the two sides hold together.
    private static final int FLOOD_BYTES = 256 << 20;

    private ServerSocket port;
    private Javalin app;
    private TcpLane lanes;
    private final Faults faults = new Faults();
    private final AtomicReference<InstantSource> clock =
            new AtomicReference<>(InstantSource.system());

    @BeforeEach
    void start() throws IOException {
        port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port.setSoTimeout(10_000);
        var address = new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
        var origins = new Origins();
        origins.allow(LAB_ORIGIN);
        lanes =
                new TcpLane(
                        () -> address,
                        _ -> {
                            throw Refusal.badRequest("there are no networks");
                        },
                        Socket::new,
                        origins,
                        () -> clock.get().instant(),
                        faults,
                        LIMITS);
        app =
                Javalin.create(
                                config -> {
                                    lanes.mount(config);
                                    config.startup.showJavalinBanner = false;
                                    config.routes.exception(
                                            Refusal.class,
                                            (refusal, request) ->
                                                    request.status(refusal.code().status()));
                                })
                        .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() throws IOException {
        app.stop();
        port.close();
    }

    @Test
    void logsInWithTheBrowsersTokenAndRelaysBothWays() throws Exception {
        try (LaneBrowser browser = browser("token=abc&after=k3-7");
                Socket lane = port.accept()) {
            BufferedReader received = reader(lane);
            JsonNode login = JSON.readTree(received.readLine());
            assertThat(login.path("type").asText()).isEqualTo("login");
            assertThat(login.path("token").asText()).isEqualTo("abc");
            assertThat(login.path("after").asText()).isEqualTo("k3-7");

            Instant before = Instant.now();
            String hello = "{\"type\":\"hello\",\"user\":\"zoë\"}";
            write(lane, hello + "\n");
            JsonNode wrapped = JSON.readTree(browser.next());
            assertThat(wrapped.path("line").asText()).isEqualTo(hello);
            assertThat(wrapped.path("bytesOut").asLong())
                    .isEqualTo(hello.getBytes(StandardCharsets.UTF_8).length + 1L);
            assertThat(wrapped.path("bytesIn").asLong()).isEqualTo(login.toString().length() + 1L);
            BigDecimal at = wrapped.path("at").decimalValue();
            assertThat(at)
                    .isBetween(
                            BigDecimal.valueOf(before.toEpochMilli()),
                            BigDecimal.valueOf(Instant.now().toEpochMilli() + 1));

            browser.send("{\"type\":\"ping\"}");
            assertThat(received.readLine()).isEqualTo("{\"type\":\"ping\"}");
        }
    }

    @Test
    void anUnexpectedExceptionEndsTheLaneOnBothSidesAndIsCounted() throws Exception {
        try (LaneBrowser browser = browser("token=abc");
                Socket lane = port.accept()) {
            BufferedReader received = reader(lane);
            assertThat(received.readLine()).contains("login");
            clock.set(() -> {
                throw new IllegalStateException("planted");
            });
            write(lane, "{\"a\":1}\n");
            assertThat(browser.closed()).isEqualTo("1011 internal");
            assertThat(received.readLine()).isNull();
        }
        assertThat(faults.snapshot()).containsExactly(Map.entry("TCP lane", 1L));
        clock.set(InstantSource.system());
        try (LaneBrowser next = browser("token=abc");
                Socket lane = port.accept()) {
            write(lane, "{\"a\":1}\n");
            assertThat(line(next)).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void linesThatArriveInPiecesOrTogetherAreRelayedOneByOne() throws Exception {
        try (LaneBrowser browser = browser("token=abc");
                Socket lane = port.accept()) {
            write(lane, "{\"a\":");
            write(lane, "1}\n{\"b\":2}\n{\"c\"");
            assertThat(line(browser)).isEqualTo("{\"a\":1}");
            assertThat(line(browser)).isEqualTo("{\"b\":2}");
            String longest = "x".repeat(60_000);
            write(lane, ":\"" + longest + "\"}\n");
            assertThat(line(browser)).isEqualTo("{\"c\":\"" + longest + "\"}");
        }
    }

    @Test
    void theEndOfTheTcpConnectionEndsTheLane() throws Exception {
        try (LaneBrowser browser = browser("token=abc")) {
            port.accept().close();
            assertThat(browser.closed()).isEqualTo("1001 ");
        }
    }

    @Test
    void aBrowserThatVanishesEndsTheTcpConnection() throws Exception {
        try (LaneBrowser browser = browser("token=abc");
                Socket lane = port.accept()) {
            BufferedReader received = reader(lane);
            assertThat(received.readLine()).contains("login");
            browser.disconnect();
            assertThat(received.readLine()).isNull();
        }
    }

    @Test
    void anUnreachablePortIsReported() throws Exception {
        port.close();
        try (LaneBrowser browser = browser("token=abc")) {
            assertThat(browser.closed()).isEqualTo("1001 unreachable");
        }
    }

    @Test
    void refusesBeforeTheUpgrade() {
        assertThat(refusal("token=abc", "http://evil.example")).isEqualTo(403);
        assertThat(refusal("token=abc", "null")).isEqualTo(403);
        assertThat(refusal("", null)).isEqualTo(401);
        assertThat(refusal("token=abc&after=nonsense", null)).isEqualTo(400);
        assertThat(refusal("token=abc&via=22", null)).isEqualTo(400);
        assertThat(lanes.open()).isZero();
    }

    @Test
    void theLabsOwnOriginIsAdmitted() throws Exception {
        try (LaneBrowser browser = new LaneBrowser(uri("token=abc"), true, LAB_ORIGIN);
                Socket lane = port.accept()) {
            write(lane, "hi\n");
            assertThat(line(browser)).isEqualTo("hi");
        }
    }

    @Test
    void aTextOfSeveralLinesOrOverTheLimitEndsTheLane() throws Exception {
        try (LaneBrowser browser = browser("token=abc")) {
            browser.send("{\"type\":\"ping\"}\n{\"type\":\"ping\"}");
            assertThat(browser.closed()).isEqualTo("4500 bad_request");
        }
        try (LaneBrowser browser = browser("token=abc")) {
            browser.send("x".repeat(JsonCommands.MAX_BYTES + 1));
            assertThat(browser.closed()).startsWith("1009");
        }
    }

    @Test
    void aBrowserThatDoesNotReplyToAPingIsCut() throws Exception {
        try (LaneBrowser browser = browser("token=abc");
                Socket lane = port.accept()) {
            BufferedReader received = reader(lane);
            assertThat(received.readLine()).contains("login");
            for (int answered = 0; answered < 2; answered++) {
                assertThat(browser.next()).isEqualTo("{\"ping\":true}");
                browser.send("");
            }
            assertThat(browser.next()).isEqualTo("{\"ping\":true}");
            assertThat(browser.closed()).isEqualTo("4001 too_slow");
            assertThat(received.lines())
                    .as("an answer to a ping is no command, but the lane is not silent")
                    .isNotEmpty()
                    .allMatch(String::isEmpty);
        }
    }

    @Test
    void aBrowserThatDoesNotReadCostsNoHeapAndIsCut() throws Exception {
        try (LaneBrowser browser = new LaneBrowser(uri("token=abc"), false, null);
                Socket lane = port.accept()) {
            byte[] lines = ("y".repeat(1023) + "\n").repeat(64).getBytes(StandardCharsets.UTF_8);
            long taken = 0;
            boolean cut = false;
            while (taken < FLOOD_BYTES && !cut) {
                try {
                    lane.getOutputStream().write(lines);
                    taken += lines.length;
                } catch (IOException e) {
                    cut = true;
                }
            }
            assertThat(cut).as("cut off after %d bytes", taken).isTrue();
            browser.disconnect();
        }
    }

    private static void write(Socket lane, String text) throws IOException {
        lane.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader reader(Socket lane) throws IOException {
        return new BufferedReader(
                new InputStreamReader(lane.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String line(LaneBrowser browser) throws Exception {
        return JSON.readTree(browser.next()).path("line").asText();
    }

    private LaneBrowser browser(String query) {
        return new LaneBrowser(uri(query), true, null);
    }

    private int refusal(String query, @Nullable String origin) {
        var status = new int[1];
        assertThatThrownBy(() -> new LaneBrowser(uri(query), true, origin).close())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> status[0] = refused.getResponse().statusCode());
        return status[0];
    }

    private URI uri(String query) {
        return URI.create("ws://127.0.0.1:" + app.port() + TcpLane.PATH + "?" + query);
    }
}
