package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The contract on Server-Sent Events, and what is peculiar to them.
class SseContractTest extends TransportContract {
    SseContractTest() {
        super(KitTransport.SSE);
    }

    private EventStream open(String target, Map<String, String> headers) {
        return open(scene().lab().http(), target, headers);
    }

    private EventStream open(URI node, String target, Map<String, String> headers) {
        return scene().closing(EventStream.open(node, target, headers, 0));
    }

    @Test
    @Rule({"V1", "V2", "E1", "S3", "S4"})
    void aStreamBeginsWithHelloAndATimeToReconnect() {
        Session alice = scene().session("alice");
        EventStream stream = open("/sse", alice.authorization());
        assertThat(stream.head().header("cache-control")).isEqualTo("no-store, no-transform");
        assertThat(stream.head().header("x-accel-buffering")).isEqualTo("no");
        EventStream.Event first = stream.next();
        Json hello = Json.parse(first.data());
        assertThat(hello.type()).isEqualTo("hello");
        assertThat(hello.string("user")).isEqualTo(alice.user());
        assertThat(hello.has("token")).isFalse();
        assertThat(first.id()).isEqualTo(hello.cursor());
        assertThat(Integer.parseInt(stream.retry())).isBetween(100, 10_000);
        assertThat(open("/sse?token=" + alice.token(), Map.of()).json("hello").string("user"))
                .isEqualTo(alice.user());
        assertThat(open("/sse?token=nonsense", alice.authorization()).json("hello").string("user"))
                .isEqualTo(alice.user());
    }

    @Test
    @Rule({"V3", "E5"})
    void theLastEventIdResumesAndCountsMoreThanTheQuery() {
        TransportClient alice = scene().enter("alice");
        alice.say(alice.address(), "one");
        String one = alice.hears("one").cursor();
        alice.say(alice.address(), "two");
        Map<String, String> headers = new HashMap<>(alice.session().authorization());
        headers.put("Last-Event-ID", one);
        EventStream resumed = open("/sse?after=0", headers);
        assertThat(resumed.json("hello").cursor()).isEqualTo(one);
        EventStream.Event two = resumed.next();
        assertThat(Json.parse(two.data()).string("text")).isEqualTo("two");
        assertThat(two.id()).isEqualTo(Json.parse(two.data()).cursor());
        headers.put("Last-Event-ID", "");
        assertThat(open("/sse?after=0", headers).json("message").string("text")).isEqualTo("one");
    }

    @Test
    @Rule({"V4", "E12"})
    void eventsThatAreDueTogetherComeInFewChunksOfAtMost64KiB() {
        TransportClient alice = scene().enter("alice");
        for (int i = 0; i < 100; i++) {
            alice.say(alice.address(), i + " " + "a".repeat(3_000));
        }
        EventStream stream = open("/sse?after=0", alice.session().authorization());
        List<Json> messages = new ArrayList<>();
        int chunks = 0;
        for (; messages.size() < 100; chunks++) {
            List<EventStream.Event> events = stream.read();
            assertThat(events).isNotNull();
            int bytes = events.stream().mapToInt(event -> event.data().length()).sum();
            assertThat(bytes).isLessThanOrEqualTo(65 * 1024);
            events.stream()
                    .map(event -> Json.parse(event.data()))
                    .filter(json -> json.isType("message"))
                    .forEach(messages::add);
        }
        assertThat(chunks).isLessThan(20);
        for (int i = 0; i < 100; i++) {
            assertThat(messages.get(i).string("text")).startsWith(i + " ");
        }
    }

    @Test
    @Rule({"V5", "L5"})
    void aQuietStreamIsSentComments() {
        inLab(
                LabSettings.defaults().withPings(Duration.ofMillis(300), Duration.ofSeconds(2)),
                scene -> {
                    Session alice = scene.session("alice");
                    EventStream stream =
                            scene.closing(
                                    EventStream.open(
                                            scene.lab().http(), "/sse", alice.authorization(), 0));
                    stream.json("hello");
                    while (stream.comments().size() < 2) {
                        assertThat(stream.read()).isEmpty();
                    }
                });
    }

    @Test
    @Rule({"V6", "S9"})
    void aClientThatIsGoneOrSendsAnythingIsNoticedAtOnce() {
        Session alice = scene().session("alice");
        EventStream gone = open("/sse", alice.authorization());
        gone.json("hello");
        EventStream wordy = open("/sse", alice.authorization());
        wordy.json("hello");
        awaitOpen(alice, 2);
        gone.close();
        awaitOpen(alice, 1);
        wordy.transmit(Net.utf8("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"));
        wordy.awaitEnd();
        awaitOpen(alice, 0);
    }

    private void awaitOpen(Session session, long count) {
        Await.until(
                count + " are open",
                () -> {
                    Json rows = Meters.of(scene().lab(), session);
                    return rows.object("sse").number("connectionsOpen") == count;
                });
    }

    @Test
    @Rule({"V7", "R5", "S11", "N4"})
    void aRefusalIsAPlainHttpAnswer() {
        Session alice = scene().session("alice");
        Map<String, String> token = alice.authorization();
        assertRefused("unauthorized", () -> open("/sse", Map.of()));
        assertRefused("unauthorized", () -> open("/sse?token=nonsense", Map.of()));
        assertRefused("bad_request", () -> open("/sse?after=nowhere", token));
        assertRefused("bad_request", () -> open("/sse?echo=perhaps", token));
        Map<String, String> foreign = new HashMap<>(token);
        foreign.put("Origin", "http://evil.example");
        assertRefused("forbidden_origin", () -> open("/sse", foreign));
        URI node = scene().lab().http();
        for (int i = 0; i < 64; i++) {
            open(node, "/sse", token).json("hello");
        }
        assertRefused("too_many", () -> open(node, "/sse", token));
        try (HttpConnection old = new HttpConnection(scene().lab().http())) {
            old.raw(Net.utf8("GET /sse?token=" + alice.token() + " HTTP/1.0\r\n\r\n"));
            Refusals.assertError(old.answer(), "bad_request");
        }
    }

    @Test
    @Rule({"V8", "S12"})
    void aStreamEndsWithAnErrorAndItsLastChunk() {
        Session alice = scene().session("alice");
        EventStream stream = open("/sse", alice.authorization());
        stream.json("hello");
        alice.logOut(scene().lab().http());
        EventStream.Event last = stream.next();
        Refusals.assertError(Json.parse(last.data()), "unauthorized");
        assertThat(stream.read()).isNull();
        assertRefused("unauthorized", () -> open("/sse", alice.authorization()));
    }

    @Test
    @Rule({"P11", "P13", "N4"})
    void aCommandThatNamesNoTransportIsChargedToTheStreamOfItsSession() {
        Session alice = scene().session("alice");
        URI node = scene().lab().http();
        open(node, "/sse", alice.authorization()).json("hello");
        HttpConnection.once(
                        node,
                        "POST",
                        "/api/commands",
                        alice.authorization(),
                        Json.of("ping").toString())
                .orRefused();
        Json row = Meters.of(scene().lab(), alice).object("sse");
        assertThat(row.number("commands")).isEqualTo(1);
        assertThat(row.number("requests")).isEqualTo(2);
    }

    @Test
    @Rule("M7")
    void everyByteHasAClass() {
        try (TestLab lab = TestLab.startWithLedger();
                Scene there = new Scene(lab, KitTransport.TCP)) {
            Session alice = there.session("alice");
            EventStream stream = EventStream.open(lab.http(), "/sse", alice.authorization(), 0);
            EventStream.Event hello = stream.next();
            there.enter("bob").say("@" + alice.user(), "h\u00e9llo");
            EventStream.Event message = stream.next();
            int ids = ("id: " + hello.id() + "id: " + message.id()).length() + 2;
            Lines.Expected in = new Lines.Expected().add("handshake", stream.connection().sent());
            Lines.Expected out = new Lines.Expected();
            out.add("payload", 6).add("envelope", Net.utf8(message.data()).length - 6);
            int retry = "d\r\n".length() + "\n".length() + "\r\n".length();
            int framing = retry + chunkFraming(hello) + chunkFraming(message);
            out.add("framing", framing + ids + 2 * "data: \n\n".length());
            long known = out.lines().bytes().values().stream().mapToLong(Long::longValue).sum();
            out.add("handshake", stream.connection().received() - known);
            Await.until(
                    "the lines are " + out.lines() + ", not " + Meters.of(lab, "sse"),
                    () ->
                            Lines.of(Meters.of(lab, "sse"), "out").equals(out.lines())
                                    && Lines.of(Meters.of(lab, "sse"), "in").equals(in.lines()));
            stream.close();
        }
    }

    /// What surrounds the chunk of one event: its size, and two line ends.
    private static int chunkFraming(EventStream.Event event) {
        int length =
                ("id: " + event.id() + "\ndata: \n\n").length() + Net.utf8(event.data()).length;
        return Integer.toHexString(length).length() + 4;
    }
}
