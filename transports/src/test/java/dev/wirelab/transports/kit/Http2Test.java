package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is peculiar to HTTP/2: how it is chosen, several exchanges on a connection, whose bytes are
/// whose, and clients that misuse it.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Http2Test {
    private static final Duration STALL = Duration.ofMillis(800);

    private TestLab lab;
    private TestLab secure;

    @SuppressWarnings("NullAway.Init")
    Http2Test() {}

    @BeforeAll
    void startLabs() {
        LabSettings settings = LabSettings.defaults().withWriteStall(STALL);
        lab = TestLab.startWithHttp2(settings);
        secure = TestLab.startWithHttp2OverTls(settings);
    }

    @AfterAll
    void endLabs() {
        lab.close();
        secure.close();
    }

    private TestLab lab(String kind) {
        return kind.equals("h2") ? secure : lab;
    }

    private Scene scene(TestLab in) {
        return new Scene(in, KitTransport.TCP);
    }

    /// The JSON of the next event on a stream of `/stream`.
    private static String next(Http2Wire wire, int stream) {
        while (true) {
            Http2Wire.Frame frame = wire.read();
            assertThat(frame).as("a frame of stream " + stream).isNotNull();
            if (frame.type() == Http2Wire.HEADERS) {
                wire.headers(frame);
            } else if (frame.stream() == stream && frame.type() == Http2Wire.DATA) {
                return Net.utf8(frame.payload());
            }
        }
    }

    @Test
    @Rule({"Y1", "Y3"})
    void aClientThatOffersBothGetsHttp2OverTlsAndEitherVersionIsServed() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(secure.http() + "/healthz")).build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(TlsPorts.trusting(TlsPorts.certificate().certificate()))
                        .build()) {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).isEqualTo("ok\n");
        }
        for (TestLab either : List.of(lab, secure)) {
            assertThat(HttpConnection.once(either.http(), "GET", "/healthz", Map.of(), "").status())
                    .isEqualTo(200);
            try (Scene scene = new Scene(either, KitTransport.WEBSOCKET)) {
                TransportClient alice = scene.enter("alice");
                alice.say(alice.address(), "over HTTP/1.1");
                alice.hears("over HTTP/1.1");
            }
        }
    }

    @Test
    @Rule("Y1")
    void anUpgradeToHttp2IsIgnored() {
        HttpAnswer answer =
                HttpConnection.once(
                        lab.http(),
                        "GET",
                        "/healthz",
                        Map.of(
                                "Connection", "Upgrade, HTTP2-Settings",
                                "Upgrade", "h2c",
                                "HTTP2-Settings", "AAMAAABkAAQAAP__"),
                        "");
        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PRI", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", "GET /healthz HTTP/1.1\r\n\r\n"})
    @Rule({"Y1", "R10"})
    void whatOnlyResemblesThePrefaceIsHttp11(String first) throws IOException {
        try (Socket socket = Net.dial(Net.address(lab.http()))) {
            for (byte each : Net.utf8(first)) {
                socket.getOutputStream().write(each);
            }
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            if (answer.length > 0) {
                assertThat(Net.utf8(answer)).startsWith("HTTP/1.1 4");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "h2c"})
    @Rule({"Y2", "P4", "P10", "V4", "F3"})
    void allExchangesOfAClientShareOneConnection(String kind) {
        TestLab in = lab(kind);
        try (Scene scene = scene(in);
                Http2Wire wire = Http2Wire.open(in.http())) {
            Session alice = scene.session("alice");
            Map<String, String> token = alice.authorization();
            int lines = wire.request("GET", "/stream", token, "");
            assertThat(next(wire, lines)).contains("\"hello\"");
            String cursor = wire.exchange("GET", "/poll/long", token, "").json().cursor();
            int poll = wire.request("GET", "/poll/long?wait=30&after=" + cursor, token, "");
            String say =
                    "{\"type\":\"say\",\"to\":\"@" + alice.user() + "\",\"text\":\"hi \u20ac\"}";
            int command = wire.request("POST", "/api/commands", token, say);
            Map<Integer, String> bodies = new HashMap<>();
            while (bodies.size() < 3) {
                Http2Wire.Frame frame = wire.read();
                assertThat(frame).isNotNull();
                if (frame.type() == Http2Wire.HEADERS) {
                    Map<String, String> head = wire.headers(frame);
                    assertThat(head).doesNotContainKeys("connection", "transfer-encoding");
                } else if (frame.type() == Http2Wire.DATA && frame.payload().length > 0) {
                    bodies.merge(frame.stream(), Net.utf8(frame.payload()), String::concat);
                }
            }
            assertThat(bodies.get(command)).contains("\"ok\"");
            assertThat(bodies.get(poll)).contains("\"events\":[{", "hi \u20ac");
            assertThat(bodies.get(lines)).contains("hi \u20ac").endsWith("}\n");
            assertThat(in.meters().of("http-stream").get(Counter.CONNECTIONS_OPEN)).isEqualTo(1);
        }
    }

    @Test
    @Rule({"Y2", "P15", "R1", "R5", "R7", "C18"})
    void refusalsAreThoseOfHttp11() {
        try (Scene scene = scene(lab);
                Http2Wire wire = Http2Wire.open(lab.http())) {
            Map<String, String> token = scene.session("alice").authorization();
            Map<String, String> foreign = new HashMap<>(token);
            foreign.put("Origin", "http://evil.example");
            Refusals.assertError(wire.exchange("GET", "/sse", Map.of(), ""), "unauthorized");
            Refusals.assertError(
                    wire.exchange("GET", "/poll/short", foreign, ""), "forbidden_origin");
            Refusals.assertError(wire.exchange("GET", "/nothing", token, ""), "not_found");
            Refusals.assertError(
                    wire.exchange("GET", "/poll/long?wait=0", token, ""), "bad_request");
            Refusals.assertError(wire.exchange("POST", "/api/commands", token, "{"), "bad_request");
            Refusals.assertError(
                    wire.exchange("POST", "/api/commands", token, "x".repeat(9_000)), "too_large");
            assertThat(wire.exchange("GET", "/healthz", Map.of(), "").status()).isEqualTo(200);
        }
    }

    @Test
    @Rule({"Y4", "L5", "S9"})
    void aResetEndsOnlyItsOwnExchange() {
        try (Scene scene = scene(lab);
                Http2Wire wire = Http2Wire.open(lab.http())) {
            Session alice = scene.session("alice");
            Session bob = scene.session("bob");
            String cursor =
                    wire.exchange("GET", "/poll/short", bob.authorization(), "").json().cursor();
            int stream = wire.request("GET", "/stream", alice.authorization(), "");
            next(wire, stream);
            int other = wire.request("GET", "/stream", bob.authorization(), "");
            next(wire, other);
            int poll =
                    wire.request(
                            "GET", "/poll/long?wait=30&after=" + cursor, bob.authorization(), "");
            Await.until("the poll is pending", () -> lab.readers() == 3);
            wire.reset(stream);
            wire.reset(poll);
            Await.until("two are gone", () -> lab.readers() == 1);
            scene.enter("carol").say("@" + bob.user(), "still here");
            assertThat(next(wire, other)).contains("still here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "h2c"})
    @Rule({"Y6", "M2", "M7"})
    void eachByteIsChargedToTheExchangeOfItsStream(String kind) {
        TestLab in = lab(kind);
        long framed = in.meters().of("sse").get(Direction.OUT, ByteClass.PAYLOAD);
        long wireIn;
        long wireOut;
        Session alice = Session.open(in.http(), "counted-" + kind);
        Map<String, String> token = alice.authorization();
        Await.settled(() -> sum(in, "out"), Duration.ofMillis(300));
        Map<String, Long> before = totals(in);
        try (Http2Wire wire = Http2Wire.open(in.http())) {
            int sse = wire.request("GET", "/sse", token, "");
            next(wire, sse);
            String cursor = wire.exchange("GET", "/poll/short", token, "").json().cursor();
            for (int i = 0; i < 5; i++) {
                String say =
                        "{\"type\":\"say\",\"to\":\"@" + alice.user() + "\",\"text\":\"hello\"}";
                wire.exchange("POST", "/api/commands?transport=sse", token, say).orRefused();
            }
            wire.exchange("GET", "/poll/short?after=" + cursor, token, "").orRefused();
            wire.exchange("GET", "/healthz", Map.of(), "").orRefused();
            Await.until(
                    "all messages are sent",
                    () ->
                            in.meters().of("sse").get(Direction.OUT, ByteClass.PAYLOAD)
                                    == framed + 25);
            wire.reset(sse);
            wire.send(Http2Wire.PING, 0, 0, new byte[8]);
            wire.read(Http2Wire.PING);
            wire.finish();
            wireIn = wire.sent();
            wireOut = wire.received();
        }
        Await.until(
                "all is closed and counted",
                () -> in.meters().of("sse").get(Counter.CONNECTIONS_OPEN) == 0);
        if (kind.equals("h2c")) {
            assertThat(sum(in, "in") - sum(before, "in")).isEqualTo(wireIn);
            assertThat(sum(in, "out") - sum(before, "out")).isEqualTo(wireOut);
        }
        for (String row : List.of("sse", "short-poll", "other")) {
            TrafficMeter meter = in.meters().of(row);
            Await.until(
                    "all bytes have a class: " + meter.report(),
                    () ->
                            classed(meter, Direction.IN) == meter.get(Counter.BYTES_IN)
                                    && classed(meter, Direction.OUT)
                                            == meter.get(Counter.BYTES_OUT));
            assertThat(meter.get(Direction.IN, ByteClass.UNREADABLE)).isZero();
            assertThat(meter.get(Direction.OUT, ByteClass.UNREADABLE)).isZero();
        }
        TrafficMeter sse = in.meters().of("sse");
        assertThat(sse.get(Direction.OUT, ByteClass.PAYLOAD) - framed).isEqualTo(25);
        assertThat(sse.get(Direction.OUT, ByteClass.ACKNOWLEDGEMENT)).isPositive();
        assertThat(sse.get(Direction.IN, ByteClass.H2)).isGreaterThan(24);
        assertThat(sse.get(Direction.OUT, ByteClass.HANDSHAKE)).isPositive();
        assertThat(sse.get(Direction.IN, ByteClass.TLS) > 0).isEqualTo(kind.equals("h2"));
        assertThat(in.meters().of("short-poll").get(Direction.OUT, ByteClass.EMPTY_POLL))
                .isPositive();
    }

    private static Map<String, Long> totals(TestLab lab) {
        Map<String, Long> totals = new HashMap<>();
        for (String row : KitTransport.rows()) {
            if (!row.equals("tcp")) {
                totals.put(row + " in", lab.meters().of(row).get(Counter.BYTES_IN));
                totals.put(row + " out", lab.meters().of(row).get(Counter.BYTES_OUT));
            }
        }
        return totals;
    }

    private static long sum(TestLab lab, String direction) {
        return sum(totals(lab), direction);
    }

    private static long sum(Map<String, Long> totals, String direction) {
        return totals.entrySet().stream()
                .filter(each -> each.getKey().endsWith(" " + direction))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static long classed(TrafficMeter meter, Direction direction) {
        return Arrays.stream(ByteClass.values())
                .mapToLong(line -> meter.get(direction, line))
                .sum();
    }

    @Test
    @Rule({"Y5", "L2"})
    void aStreamWhoseClientGrantsNoWindowIsResetAndOthersGoOn() {
        try (Scene scene = scene(lab);
                Http2Wire wire = Http2Wire.open(lab.http(), 2_000)) {
            Session alice = scene.session("alice");
            int stream = wire.request("GET", "/stream", alice.authorization(), "");
            next(wire, stream);
            scene.enter("bob").say("@" + alice.user(), "x".repeat(4_000));
            Http2Wire.Frame reset = wire.read(Http2Wire.RST_STREAM);
            assertThat(reset.stream()).isEqualTo(stream);
            assertThat(wire.exchange("GET", "/healthz", Map.of(), "").status()).isEqualTo(200);
        }
    }

    @Test
    @Rule({"Y5", "L8"})
    void aRequestThatDoesNotArriveEndsTheConnection() {
        Map<String, String> token;
        try (Scene scene = scene(lab)) {
            token = scene.session("alice").authorization();
            try (Http2Wire noBody = Http2Wire.open(lab.http());
                    Http2Wire halfFrame = Http2Wire.open(lab.http());
                    Http2Wire halfBlock = Http2Wire.open(lab.http())) {
                noBody.exchange("GET", "/healthz", Map.of(), "");
                halfFrame.exchange("GET", "/healthz", Map.of(), "");
                halfBlock.exchange("GET", "/healthz", Map.of(), "");
                noBody.open("POST", "/api/commands", token, false);
                halfFrame.sendAll(new byte[] {0, 0, 8, 6});
                int stream = halfBlock.nextStream();
                halfBlock.send(
                        Http2Wire.HEADERS,
                        0,
                        stream,
                        halfBlock.block(stream, "GET", "/healthz", Map.of()));
                noBody.awaitEnd();
                halfFrame.awaitEnd();
                halfBlock.awaitEnd();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resets", "pings", "settings", "empty data", "continuations"})
    @Rule("Y7")
    void aFloodEndsItsOwnConnectionWithTheRightCode(String flood) {
        try (Scene scene = scene(lab);
                Http2Wire good = Http2Wire.open(lab.http());
                Http2Wire wire = Http2Wire.open(lab.http())) {
            Session alice = scene.session("alice");
            int stream = good.request("GET", "/stream", alice.authorization(), "");
            next(good, stream);
            try {
                flood(wire, flood);
            } catch (java.io.UncheckedIOException e) {
                // The lab has closed; what it said before can still be read.
            }
            Http2Wire.Frame goAway = wire.awaitEnd();
            if (goAway != null) {
                assertThat(goAway.error())
                        .as(new String(goAway.payload(), StandardCharsets.ISO_8859_1))
                        .isEqualTo(
                                flood.equals("continuations")
                                        ? Http2Wire.PROTOCOL_ERROR
                                        : Http2Wire.ENHANCE_YOUR_CALM);
            }
            scene.enter("bob").say("@" + alice.user(), "undisturbed");
            assertThat(next(good, stream)).contains("undisturbed");
        }
    }

    private static void flood(Http2Wire wire, String kind) {
        wire.exchange("GET", "/healthz", Map.of(), "");
        int open = wire.open("POST", "/api/commands", Map.of(), false);
        for (int round = 0; round < 20; round++) {
            List<byte[]> frames = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                switch (kind) {
                    case "resets" -> {
                        int stream = wire.nextStream();
                        byte[] block = wire.block(stream, "GET", "/poll/long", Map.of());
                        frames.add(
                                Http2Wire.encode(
                                        Http2Wire.HEADERS,
                                        Http2Wire.END_HEADERS | Http2Wire.END_STREAM,
                                        stream,
                                        block));
                        frames.add(
                                Http2Wire.encode(
                                        Http2Wire.RST_STREAM,
                                        0,
                                        stream,
                                        Http2Wire.number(Http2Wire.CANCEL)));
                    }
                    case "pings" -> frames.add(Http2Wire.encode(Http2Wire.PING, 0, 0, new byte[8]));
                    case "settings" ->
                            frames.add(Http2Wire.encode(Http2Wire.SETTINGS, 0, 0, new byte[0]));
                    case "empty data" ->
                            frames.add(Http2Wire.encode(Http2Wire.DATA, 0, open, new byte[0]));
                    default -> {
                        int stream = round == 0 && i == 0 ? wire.nextStream() : open + 2;
                        frames.add(
                                Http2Wire.encode(
                                        round == 0 && i == 0
                                                ? Http2Wire.HEADERS
                                                : Http2Wire.CONTINUATION,
                                        0,
                                        stream,
                                        ByteBuffer.allocate(100).put((byte) 0).array()));
                    }
                }
            }
            wire.sendAll(frames.toArray(byte[][]::new));
        }
    }

    @Test
    @Rule({"Y8", "R8"})
    void aShutdownEndsStreamsAndThenTheConnection() throws InterruptedException {
        TestLab own = TestLab.startWithHttp2(LabSettings.defaults());
        Session alice = Session.open(own.http(), "alice");
        try (Http2Wire wire = Http2Wire.open(own.http())) {
            int stream = wire.request("GET", "/stream", alice.authorization(), "");
            next(wire, stream);
            Thread closing = Thread.ofVirtual().start(own::close);
            assertThat(next(wire, stream)).contains("shutting_down");
            Http2Wire.Frame goAway = wire.awaitEnd();
            assertThat(goAway).isNotNull();
            assertThat(goAway.error()).isZero();
            closing.join();
        }
    }
}
