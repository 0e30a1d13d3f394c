package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Known dialogues on each transport, whose bytes the client's side counted by itself.
@Timeout(60)
final class LedgerContractTest {
    private static final String TEXT = "h\u00e9llo";
    private static final int TEXT_BYTES = 6;
    private static final int MASKED_HEADER = 6;

    private TestLab lab;
    private Scene scene;
    private final Lines.Expected in = new Lines.Expected();
    private final Lines.Expected out = new Lines.Expected();

    @SuppressWarnings("NullAway.Init")
    LedgerContractTest() {}

    @BeforeEach
    void startLab() {
        lab = TestLab.startWithLedger();
        scene = new Scene(lab, KitTransport.TCP);
    }

    @AfterEach
    void endLab() {
        scene.close();
        lab.close();
    }

    private void awaitLines(String row) {
        awaitLines(row, in.lines(), out.lines());
    }

    private void awaitLines(String row, Lines expectedIn, Lines expectedOut) {
        Await.until(
                row
                        + " has "
                        + expectedIn
                        + " in and "
                        + expectedOut
                        + " out, not "
                        + Meters.of(lab, row),
                () -> {
                    Json meters = Meters.of(lab, row);
                    return Lines.of(meters, "in").equals(expectedIn)
                            && Lines.of(meters, "out").equals(expectedOut);
                });
    }

    private static String line(LineSocket socket) {
        String line = socket.line();
        if (line == null) {
            throw new AssertionError("the connection ended");
        }
        return line;
    }

    private static int bytes(Object text) {
        return Net.utf8(text.toString()).length;
    }

    @Test
    @Rule("M7")
    void tcpForAProgram() {
        try (LineSocket socket = LineSocket.open(lab.tcp())) {
            socket.raw(Net.utf8("{\"type\":\"login\",\"user\":\"alice\"}\n"));
            in.add("handshake", 31).add("framing", 1);
            out.add("handshake", bytes(line(socket))).add("framing", 1);
            socket.raw(
                    Net.utf8(
                            "{\"type\":\"say\",\"to\":\"#lobby\",\"text\":\""
                                    + TEXT
                                    + "\",\"id\":\"a\"}\n"));
            in.add("envelope", 47).add("payload", TEXT_BYTES).add("framing", 1);
            for (int i = 0; i < 2; i++) {
                Json event = socket.json();
                boolean isMessage = event.isType("message");
                out.add("payload", isMessage ? TEXT_BYTES : 0);
                out.add("envelope", isMessage ? bytes(event) - TEXT_BYTES : 0);
                out.add("acknowledgement", isMessage ? 0 : bytes(event));
                out.add("framing", 1);
            }
            socket.raw(Net.utf8("{\"type\":\"ping\"}\n"));
            assertThat(line(socket)).isEqualTo("{\"type\":\"pong\"}");
            in.add("heartbeat", 15).add("framing", 1);
            out.add("heartbeat", 15).add("framing", 1);
            awaitLines("tcp");
            socket.raw(Net.utf8("{\"type\":"));
            awaitLines("tcp", in.add("pending", 8).lines(), out.lines());
        }
        in.add("pending", -8).add("unreadable", 8);
        awaitLines("tcp");
    }

    @Test
    @Rule("M7")
    void tcpForAPerson() {
        try (LineSocket socket = LineSocket.open(lab.tcp())) {
            socket.raw(Net.utf8("/login bob\r\n"));
            in.add("handshake", 10).add("framing", 2);
            for (String begins : List.of("* Wirelab", "ok ", "* token ")) {
                String line = line(socket);
                assertThat(line).startsWith(begins);
                out.add("handshake", bytes(line)).add("framing", 2);
            }
            socket.raw(Net.utf8(TEXT + "\n"));
            String message = line(socket);
            assertThat(message).endsWith(" #lobby bob " + TEXT);
            in.add("payload", TEXT_BYTES).add("framing", 1);
            out.add("payload", TEXT_BYTES).add("envelope", bytes(message) - TEXT_BYTES);
            out.add("framing", 2);
            awaitLines("tcp");
        }
    }

    @Test
    @Rule({"M7", "M5"})
    void webSocket() {
        Session alice = scene.session("alice");
        try (WebSocketWire wire = WebSocketWire.open(lab.http(), "/ws", alice.authorization())) {
            long upgrade = wire.connection().sent();
            List<WebSocketWire.Frame> frames = new ArrayList<>(List.of(frame(wire)));
            String say = Json.say("#lobby", TEXT).with("id", "a").toString();
            wire.text(say).frame(WebSocketWire.PING, Net.utf8("beat"));
            wire.text("{\"type\":\"ping\"}").frame(WebSocketWire.TEXT, Net.utf8("{"));
            in.add("handshake", upgrade).add("framing", 3 * MASKED_HEADER);
            in.add("envelope", bytes(say) - TEXT_BYTES).add("payload", TEXT_BYTES);
            in.add("heartbeat", MASKED_HEADER + 4 + 15).add("unreadable", 1);
            int events = 1;
            while (events < 5) {
                WebSocketWire.Frame frame = frame(wire);
                frames.add(frame);
                events +=
                        frame.opcode() == WebSocketWire.TEXT
                                ? Net.utf8(frame.payload()).split("\n", -1).length
                                : 0;
            }
            if (frames.stream().noneMatch(frame -> frame.opcode() == WebSocketWire.PONG)) {
                frames.add(frame(wire));
            }
            long inFrames = 0;
            for (WebSocketWire.Frame frame : frames) {
                int header = frame.payload().length < 126 ? 2 : 4;
                inFrames += header + frame.payload().length;
                expect(frame, header);
            }
            out.add("handshake", wire.connection().received() - inFrames);
            awaitLines("websocket");
            Json own = Meters.of(lab, alice).object("websocket");
            assertThat(Lines.of(own, "in")).isEqualTo(in.lines());
            assertThat(Lines.of(own, "out")).isEqualTo(out.lines());
        }
    }

    private static WebSocketWire.Frame frame(WebSocketWire wire) {
        WebSocketWire.Frame frame = wire.read();
        if (frame == null) {
            throw new AssertionError("the connection ended");
        }
        return frame;
    }

    private void expect(WebSocketWire.Frame frame, int header) {
        if (frame.opcode() == WebSocketWire.PONG) {
            out.add("heartbeat", header + frame.payload().length);
            return;
        }
        out.add("framing", header);
        String[] events = Net.utf8(frame.payload()).split("\n", -1);
        out.add("framing", events.length - 1);
        for (String event : events) {
            switch (Json.parse(event).type()) {
                case "hello" -> out.add("handshake", bytes(event));
                case "ok" -> out.add("acknowledgement", bytes(event));
                case "pong" -> out.add("heartbeat", bytes(event));
                case "message" ->
                        out.add("payload", TEXT_BYTES).add("envelope", bytes(event) - TEXT_BYTES);
                case "error" -> out.add("envelope", bytes(event));
                default -> throw new AssertionError(event);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KitTransport.class)
    @Rule({"M7", "B4"})
    void whatBase64AddsIsALineOfItsOwn(KitTransport transport) {
        byte[] data = BinaryContentRules.bytes(3_001);
        Entry entry = new Entry(scene.session("alice"), null).in(2);
        TransportClient alice = scene.connect(transport, entry);
        alice.done(BinaryContentRules.picture(alice.address(), data));
        BinaryContentRules.assertPicture(alice.next(), data);
        awaitBinary(transport, "in", 3_001, 1_003);
        awaitBinary(transport, "out", 3_001, transport.carriesBytes() ? 0 : 1_003);
        if (alice instanceof PushClient push && transport.carriesBytes()) {
            push.sendRaw(BinaryContentRules.picture(alice.address(), data).without("data"), data);
            BinaryContentRules.assertPicture(alice.next(), data);
            awaitBinary(transport, "in", 6_002, 1_003);
            awaitBinary(transport, "out", 6_002, 0);
        }
    }

    private void awaitBinary(KitTransport transport, String direction, int payload, int base64) {
        Await.until(
                "the ledger of " + direction + " has " + payload + " bytes and " + base64,
                () -> {
                    Json lines = ledger(transport, direction);
                    return lines.number("payload") == payload
                            && lines.number("base64") == base64
                            && lines.number("unreadable") == 0;
                });
    }

    private Json ledger(KitTransport transport, String direction) {
        return Meters.of(lab, transport.id()).object("ledger").object(direction);
    }

    @Test
    @Rule({"M7", "M5"})
    void polls() {
        for (KitTransport transport : List.of(KitTransport.SHORT_POLL, KitTransport.LONG_POLL)) {
            String id = transport.id();
            Lines.Expected sent = new Lines.Expected();
            Lines.Expected got = new Lines.Expected();
            Session alice = scene.session("alice");
            String path = Objects.requireNonNull(transport.path());
            try (HttpConnection http = new HttpConnection(lab.http())) {
                Exchanged first = exchange(http, "GET", path, alice, "");
                sent.add("empty-poll", first.in());
                got.add("empty-poll", first.head() + bytes(first.body()));
                String say = Json.say("#lobby", TEXT).toString();
                String post = "/api/commands?transport=" + id;
                Exchanged said = exchange(http, "POST", post, alice, say);
                sent.add("request", said.in() - bytes(say));
                sent.add("envelope", bytes(say) - TEXT_BYTES).add("payload", TEXT_BYTES);
                got.add("response", said.head()).add("acknowledgement", bytes(said.body()));
                String after = Json.parse(first.body()).cursor();
                Exchanged heard = exchange(http, "GET", path + "?after=" + after, alice, "");
                sent.add("request", heard.in());
                got.add("response", heard.head()).add("payload", TEXT_BYTES);
                got.add("envelope", bytes(heard.body()) - TEXT_BYTES);
                Exchanged ping = exchange(http, "POST", post, alice, "{\"type\":\"ping\"}");
                sent.add("request", ping.in() - 15).add("heartbeat", 15);
                got.add("response", ping.head()).add("heartbeat", 15);
                Exchanged refused = exchange(http, "GET", path + "?after=never", alice, "");
                sent.add("request", refused.in());
                got.add("response", refused.head()).add("envelope", bytes(refused.body()));
                awaitLines(id, sent.lines(), got.lines());
                Json own = Meters.of(lab, alice).object(id);
                assertThat(Lines.of(own, "in")).isEqualTo(sent.lines());
                assertThat(Lines.of(own, "out")).isEqualTo(got.lines());
            }
        }
    }

    /// What one exchange cost in bytes.
    private record Exchanged(long in, long head, String body) {}

    private static Exchanged exchange(
            HttpConnection http, String method, String target, Session session, String body) {
        long sent = http.sent();
        long received = http.received();
        HttpAnswer answer = http.exchange(method, target, session.authorization(), body);
        int length = bytes(answer.text());
        return new Exchanged(
                http.sent() - sent, http.received() - received - length, answer.text());
    }

    @Test
    @Rule("M7")
    void aWaitingPollIsPendingUntilItIsAnswered() {
        Session alice = scene.session("alice");
        try (HttpConnection http = new HttpConnection(lab.http())) {
            http.send("GET", "/poll/long?after=0&wait=1", alice.authorization(), new byte[0]);
            awaitLines("long-poll", in.add("pending", http.sent()).lines(), out.lines());
            HttpAnswer answer = http.answer();
            assertThat(answer.json().list("events")).isEmpty();
            in.add("pending", -http.sent()).add("empty-poll", http.sent());
            out.add("empty-poll", http.received());
            awaitLines("long-poll");
        }
    }

    @Test
    @Rule("M7")
    void logInsAreHandshakesOfTheRestAndNonsenseIsUnreadable() {
        Json before = Meters.of(lab, "other");
        scene.session("alice");
        try (HttpConnection http = new HttpConnection(lab.http());
                LineSocket tcp = LineSocket.open(lab.tcp())) {
            http.raw(Net.utf8("this is no HTTP\r\n\r\n"));
            assertThat(http.answer().status()).isEqualTo(400);
            tcp.raw(Net.utf8("{\"type\":\"ping\"}\n" + "x".repeat(9_000) + "\n"));
            tcp.awaitEnd();
        }
        Await.until(
                "nonsense is counted in " + Meters.of(lab),
                () -> {
                    Lines other = Lines.of(Meters.of(lab, "other"), "in");
                    Lines tcp = Lines.of(Meters.of(lab, "tcp"), "in");
                    return other.get("unreadable") == 19
                            && other.get("handshake") > Lines.of(before, "in").get("handshake") + 60
                            && tcp.get("unreadable") == 9_001
                            && tcp.get("heartbeat") == 15;
                });
    }

    @Test
    @Rule("M7")
    void withoutALedgerThereIsNone() {
        try (LabUnderTest plain = TestLab.start(LabSettings.defaults())) {
            assertThat(Meters.of(plain, "tcp").has("ledger")).isFalse();
        }
    }

    @Test
    @Rule("M7")
    void theLinesSumAtEveryReadingAndOnlyGrow() throws InterruptedException {
        List<Thread> people = new ArrayList<>();
        for (KitTransport wire : KitTransport.values()) {
            for (int i = 0; i < 2; i++) {
                people.add(Thread.ofVirtual().start(() -> talk(wire)));
            }
        }
        Map<String, Json> last = new HashMap<>();
        boolean talking = true;
        while (talking) {
            talking = people.stream().anyMatch(Thread::isAlive);
            Json rows = Meters.of(lab).object("transports");
            for (String id : KitTransport.rows()) {
                Json row = rows.object(id);
                Json earlier = last.put(id, row);
                for (String direction : List.of("in", "out")) {
                    Lines lines = Lines.of(row, direction);
                    assertThat(earlier == null || lines.isAfter(Lines.of(earlier, direction)))
                            .as("%s after %s", row, earlier)
                            .isTrue();
                }
            }
        }
        for (Thread person : people) {
            person.join();
        }
        for (KitTransport wire : KitTransport.values()) {
            Await.until(
                    "nothing is pending in " + Meters.of(lab, wire.id()),
                    () -> {
                        Json row = Meters.of(lab, wire.id());
                        return Lines.of(row, "in").pending() == 0
                                && Lines.of(row, "out").pending() == 0
                                && row.number("connectionsOpen") == 0;
                    });
            Lines received = Lines.of(Meters.of(lab, wire.id()), "in");
            assertThat(received.get("payload")).isEqualTo(2 * 50 * 8);
            assertThat(received.get("unreadable")).isZero();
            // A transport without a dissector has none of these.
            Lines sent = Lines.of(Meters.of(lab, wire.id()), "out");
            assertThat(sent.get("payload")).as(wire.id()).isGreaterThanOrEqualTo(2 * 50 * 8);
            assertThat(sent.get("payload") % 8).as(wire.id()).isZero();
            assertThat(sent.get("unreadable")).isZero();
        }
    }

    private void talk(KitTransport wire) {
        Session session = Session.open(lab.http(), scene.name("talker"));
        TransportClient client = wire.connect(lab, new Entry(session, null));
        for (int i = 0; i < 50; i++) {
            client.send(Json.say("#lobby", "text-%03d".formatted(i)));
        }
        Json event = client.event();
        while (!event.isType("message")
                || !event.string("from").equals(session.user())
                || !event.string("text").equals("text-049")) {
            event = client.event();
        }
        client.close();
    }
}
