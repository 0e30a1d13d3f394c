package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a session sees of its own connections.
@Timeout(60)
final class TapContractTest {
    private LabUnderTest lab;
    private Scene scene;
    private Session alice;

    @SuppressWarnings("NullAway.Init")
    TapContractTest() {}

    @BeforeEach
    void startLab() {
        start(Labs.start(LabSettings.defaults()));
    }

    private void start(LabUnderTest started) {
        lab = started;
        scene = new Scene(lab, KitTransport.TCP);
        alice = scene.session("alice");
    }

    @AfterEach
    void endLab() {
        scene.close();
        lab.close();
    }

    private WebSocketWire watch() {
        WebSocketWire tap =
                scene.closing(
                        WebSocketWire.open(
                                lab.http(), "/api/wire?token=" + alice.token(), Map.of()));
        assertThat(tap.json().string("connections")).isEqualTo("new");
        return tap;
    }

    /// The records up to one that a test waits for.
    private static List<Json> until(WebSocketWire tap, Predicate<Json> last) {
        List<Json> records = new ArrayList<>();
        do {
            records.add(tap.json());
        } while (!last.test(records.getLast()));
        return records;
    }

    private static List<Json> untilClosed(WebSocketWire tap) {
        return until(tap, record -> record.isType("closed"));
    }

    private static byte[] bytes(Json record) {
        try {
            return record.node().path("bytes").binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(List<Json> records, String direction) {
        StringBuilder text = new StringBuilder();
        for (Json record : records) {
            if (record.isType("bytes") && record.string("direction").equals(direction)) {
                text.append(new String(bytes(record), ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static long length(List<Json> records, String direction) {
        return text(records, direction).length();
    }

    private static String lines(Json record) {
        StringBuilder lines = new StringBuilder();
        long sum = 0;
        for (JsonNode span : record.node().path("spans")) {
            lines.append(lines.isEmpty() ? "" : " ").append(span.get(0).textValue());
            sum += span.get(1).longValue();
        }
        assertThat(sum).isEqualTo(record.number("length")).isEqualTo(bytes(record).length);
        return lines.toString();
    }

    private void assertTotals(List<Json> records, String transport, long sent, long received) {
        Json end = records.getLast();
        assertThat(end.number("totalIn")).isEqualTo(sent).isEqualTo(length(records, "in"));
        assertThat(end.number("totalOut")).isEqualTo(received).isEqualTo(length(records, "out"));
        Json row = Meters.of(lab, alice).object(transport);
        assertThat(row.number("bytesIn")).isEqualTo(sent);
        assertThat(row.number("bytesOut")).isEqualTo(received);
        for (Json record : records) {
            assertThat(record.string("transport")).isEqualTo(transport);
            assertThat(record.number("connection"))
                    .isEqualTo(records.getFirst().number("connection"));
        }
    }

    @Test
    @Rule({"I2", "I3", "I4", "I5", "I6", "I7", "I8"})
    void aWebSocketIsSeenFromItsUpgradeToItsEnd() {
        long began = System.currentTimeMillis();
        WebSocketWire tap = watch();
        String hidden = "*".repeat(alice.token().length());
        try (WebSocketWire wire = WebSocketWire.open(lab.http(), "/ws", alice.authorization())) {
            wire.json("hello");
            wire.text(Json.say("#lobby", "hi").with("id", "a"));
            wire.json("message");
            List<Json> records =
                    until(
                            tap,
                            record ->
                                    record.isType("bytes")
                                            && record.string("direction").equals("out")
                                            && lines(record).contains("payload"));
            assertThat(lines(records.get(0))).isEqualTo("handshake");
            assertThat(text(records, "in"))
                    .startsWith("GET /ws HTTP/1.1\r\n")
                    .contains("Bearer " + hidden + "\r\n");
            assertThat(text(records, "out"))
                    .startsWith("HTTP/1.1 101 ")
                    .contains("\"type\":\"hello\"");
            String say = Json.say("#lobby", "hi").with("id", "a").toString();
            byte[] frame = WebSocketWire.encode(0x81, true, Net.utf8(say));
            assertThat(text(records, "in")).endsWith(new String(frame, ISO_8859_1));
            for (Json record : records) {
                assertThat(record.node().path("at").doubleValue())
                        .isBetween(began - 2.0, System.currentTimeMillis() + 2.0);
                assertThat(record.number("nanos")).isLessThan(System.nanoTime());
            }
            wire.closeOutput(1000);
            wire.awaitEnd();
            records.addAll(untilClosed(tap));
            assertTotals(
                    records, "websocket", wire.connection().sent(), wire.connection().received());
        }
    }

    @Test
    @Rule({"I3", "I6", "I7", "I8"})
    void pollsAreSeenOnAConnectionThatWasThereBefore() {
        try (HttpConnection http = new HttpConnection(lab.http())) {
            http.get("/healthz", Map.of());
            WebSocketWire tap = watch();
            http.get("/healthz", Map.of());
            long sent = http.sent();
            long received = http.received();
            String first = http.get("/poll/short", alice.authorization()).json().cursor();
            String post = "/api/commands?transport=short-poll";
            http.exchange("POST", post, alice.authorization(), Json.say("#lobby", "hi").toString());
            http.get("/poll/short?after=" + first + "&token=" + alice.token(), Map.of());
            sent = http.sent() - sent;
            received = http.received() - received;
            Net.close(http.socket());
            List<Json> records = untilClosed(tap);
            List<String> classes =
                    records.stream()
                            .filter(r -> r.isType("bytes"))
                            .map(TapContractTest::lines)
                            .toList();
            assertThat(classes)
                    .containsExactly(
                            "empty-poll",
                            "empty-poll",
                            "request envelope payload envelope",
                            "response acknowledgement",
                            "request",
                            "response envelope payload envelope");
            assertTotals(records, "short-poll", sent, received);
            assertThat(text(records, "in"))
                    .doesNotContain(alice.token())
                    .contains("&token=" + "*".repeat(alice.token().length()) + " HTTP");
        }
    }

    @Test
    @Rule({"I2", "I6", "I7", "I8"})
    void aTcpConnectionIsSeenFromItsLogInOn() {
        WebSocketWire tap = watch();
        try (LineSocket socket = LineSocket.open(lab.tcp())) {
            socket.send(Json.of("ping"));
            socket.json("error");
            socket.send(Json.of("login").with("token", alice.token()));
            socket.json("hello");
            socket.send("/token " + alice.token());
            socket.json("error");
            socket.endOutput();
            socket.awaitEnd();
            List<Json> records = untilClosed(tap);
            while (records.getLast().number("totalOut") < socket.received()) {
                // The last write was just returning when the connection ended.
                records.add(tap.json());
            }
            String login =
                    Json.of("login").with("token", "*".repeat(alice.token().length())) + "\n";
            assertThat(text(records, "in"))
                    .isEqualTo(
                            Json.of("ping")
                                    + "\n"
                                    + login
                                    + "/token "
                                    + "*".repeat(alice.token().length())
                                    + "\n");
            assertTotals(records, "tcp", socket.sent(), socket.received());
        }
    }

    @Test
    @Rule({"I1", "W2"})
    void aTokenIsNeededWhichMayBeASubprotocolAndNothingOfOthersIsSeen() {
        String offer = "wirelab.v1, bearer." + alice.token();
        WebSocketWire offered =
                scene.closing(
                        WebSocketWire.open(
                                lab.http(), "/api/wire", Map.of("Sec-WebSocket-Protocol", offer)));
        assertThat(offered.upgrade().header("sec-websocket-protocol")).isEqualTo("wirelab.v1");
        assertThat(offered.json().type()).isEqualTo("watching");
        assertThatThrownBy(() -> WebSocketWire.open(lab.http(), "/api/wire", Map.of()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("unauthorized"));
        assertThatThrownBy(() ->
                        WebSocketWire.open(
                                lab.http(),
                                "/api/wire?token=" + alice.token(),
                                Map.of("Origin", "http://elsewhere.example")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo("forbidden_origin"));
        WebSocketWire tap = watch();
        for (KitTransport wire : KitTransport.values()) {
            TransportClient bob = scene.enter("bob", wire);
            bob.say("#lobby", "not hers");
        }
        TransportClient mine = scene.connect(KitTransport.TCP, new Entry(alice, null));
        mine.say(mine.address(), "hers");
        List<Json> records =
                until(tap, record -> text(List.of(record), "out").contains("\"hers\""));
        assertThat(text(records, "in") + text(records, "out")).doesNotContain("not hers");
        assertThat(records).allMatch(record -> record.string("transport").equals("tcp"));
        alice.logOut(lab.http());
        assertThat(tap.awaitClose().closeCode()).isEqualTo(4501);
    }

    @Test
    @Rule("I2")
    void withALedgerConnectionsThatWereThereBeforeAreSeen() {
        scene.close();
        lab.close();
        start(TestLab.startWithLedger());
        TransportClient before = scene.connect(KitTransport.TCP, new Entry(alice, null));
        WebSocketWire tap =
                scene.closing(WebSocketWire.open(lab.http(), "/api/wire", alice.authorization()));
        assertThat(tap.json().string("connections")).isEqualTo("all");
        before.say(before.address(), "here");
        List<Json> records =
                until(tap, record -> text(List.of(record), "out").contains("\"here\""));
        Json row = Meters.of(lab, alice).object("tcp");
        assertThat(records.getLast().number("totalIn")).isEqualTo(row.number("bytesIn"));
    }
}
