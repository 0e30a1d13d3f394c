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

/// The contract on HTTP streaming, and what is peculiar to it.
class HttpStreamContractTest extends TransportContract {
    HttpStreamContractTest() {
        super(KitTransport.HTTP_STREAM);
    }

    private LineStream open(String target, Map<String, String> headers) {
        return open(scene().lab().http(), target, headers);
    }

    private LineStream open(URI node, String target, Map<String, String> headers) {
        return scene().closing(LineStream.open(node, target, headers, 0));
    }

    @Test
    @Rule({"F1", "F2", "E1", "S3", "S4"})
    void aStreamBeginsWithHello() {
        Session alice = scene().session("alice");
        LineStream stream = open("/stream", alice.authorization());
        assertThat(stream.head().header("cache-control")).isEqualTo("no-store, no-transform");
        assertThat(stream.head().header("x-accel-buffering")).isEqualTo("no");
        Json hello = stream.next();
        assertThat(hello.type()).isEqualTo("hello");
        assertThat(hello.string("user")).isEqualTo(alice.user());
        assertThat(hello.has("token")).isFalse();
        assertThat(open("/stream?token=" + alice.token(), Map.of()).json("hello").string("user"))
                .isEqualTo(alice.user());
    }

    @Test
    @Rule({"F2", "E5"})
    void onlyTheQueryResumes() {
        TransportClient alice = scene().enter("alice");
        alice.say(alice.address(), "one");
        String one = alice.hears("one").cursor();
        alice.say(alice.address(), "two");
        Map<String, String> headers = new HashMap<>(alice.session().authorization());
        headers.put("Last-Event-ID", one);
        assertThat(open("/stream?after=0", headers).json("message").string("text"))
                .isEqualTo("one");
        LineStream resumed = open("/stream?after=" + one, headers);
        assertThat(resumed.json("hello").cursor()).isEqualTo(one);
        assertThat(resumed.next().string("text")).isEqualTo("two");
    }

    @Test
    @Rule({"F3", "E12"})
    void eventsThatAreDueTogetherComeInFewChunksOfAtMost64KiB() {
        TransportClient alice = scene().enter("alice");
        for (int i = 0; i < 100; i++) {
            alice.say(alice.address(), i + " " + "a".repeat(3_000));
        }
        LineStream stream = open("/stream?after=0", alice.session().authorization());
        List<Json> messages = new ArrayList<>();
        int chunks = 0;
        for (; messages.size() < 100; chunks++) {
            List<Json> events = stream.read();
            assertThat(events).isNotNull();
            int bytes = events.stream().mapToInt(event -> event.toString().length()).sum();
            assertThat(bytes).isLessThanOrEqualTo(65 * 1024);
            events.stream().filter(json -> json.isType("message")).forEach(messages::add);
        }
        assertThat(chunks).isLessThan(20);
        for (int i = 0; i < 100; i++) {
            assertThat(messages.get(i).string("text")).startsWith(i + " ");
        }
    }

    @Test
    @Rule({"F4", "L5"})
    void aQuietStreamIsSentEmptyLines() {
        inLab(
                LabSettings.defaults().withPings(Duration.ofMillis(300), Duration.ofSeconds(2)),
                scene -> {
                    Session alice = scene.session("alice");
                    LineStream stream =
                            scene.closing(
                                    LineStream.open(
                                            scene.lab().http(),
                                            "/stream",
                                            alice.authorization(),
                                            0));
                    stream.json("hello");
                    while (stream.emptyLines() < 2) {
                        assertThat(stream.read()).isEmpty();
                    }
                });
    }

    @Test
    @Rule({"F5", "S9"})
    void aClientThatIsGoneOrSendsAnythingIsNoticedAtOnce() {
        Session alice = scene().session("alice");
        LineStream gone = open("/stream", alice.authorization());
        gone.json("hello");
        LineStream wordy = open("/stream", alice.authorization());
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
                    return rows.object("http-stream").number("connectionsOpen") == count;
                });
    }

    @Test
    @Rule({"F6", "R5", "S11", "N4"})
    void aRefusalIsAPlainHttpAnswer() {
        Session alice = scene().session("alice");
        Map<String, String> token = alice.authorization();
        assertRefused("unauthorized", () -> open("/stream", Map.of()));
        assertRefused("unauthorized", () -> open("/stream?token=nonsense", Map.of()));
        assertRefused("bad_request", () -> open("/stream?after=nowhere", token));
        assertRefused("bad_request", () -> open("/stream?echo=perhaps", token));
        Map<String, String> foreign = new HashMap<>(token);
        foreign.put("Origin", "http://evil.example");
        assertRefused("forbidden_origin", () -> open("/stream", foreign));
        URI node = scene().lab().http();
        for (int i = 0; i < 64; i++) {
            open(node, "/stream", token).json("hello");
        }
        assertRefused("too_many", () -> open(node, "/stream", token));
        try (HttpConnection old = new HttpConnection(scene().lab().http())) {
            old.raw(Net.utf8("GET /stream?token=" + alice.token() + " HTTP/1.0\r\n\r\n"));
            Refusals.assertError(old.answer(), "bad_request");
        }
    }

    @Test
    @Rule({"F7", "S12"})
    void aStreamEndsWithAnErrorAndItsLastChunk() {
        Session alice = scene().session("alice");
        LineStream stream = open("/stream", alice.authorization());
        stream.json("hello");
        alice.logOut(scene().lab().http());
        Refusals.assertError(stream.next(), "unauthorized");
        assertThat(stream.read()).isNull();
        assertRefused("unauthorized", () -> open("/stream", alice.authorization()));
    }

    @Test
    @Rule({"P11", "P13", "N4"})
    void aCommandThatNamesNoTransportIsChargedToTheStreamOfItsSession() {
        Session alice = scene().session("alice");
        URI node = scene().lab().http();
        open(node, "/stream", alice.authorization()).json("hello");
        HttpConnection.once(
                        node,
                        "POST",
                        "/api/commands",
                        alice.authorization(),
                        Json.of("ping").toString())
                .orRefused();
        Json row = Meters.of(scene().lab(), alice).object("http-stream");
        assertThat(row.number("commands")).isEqualTo(1);
        assertThat(row.number("requests")).isEqualTo(2);
    }

    @Test
    @Rule("M7")
    void everyByteHasAClass() {
        try (TestLab lab = TestLab.startWithLedger();
                Scene there = new Scene(lab, KitTransport.TCP)) {
            Session alice = there.session("alice");
            LineStream stream = LineStream.open(lab.http(), "/stream", alice.authorization(), 0);
            Json hello = stream.next();
            there.enter("bob").say("@" + alice.user(), "h\u00e9llo");
            Json message = stream.next();
            Lines.Expected in = new Lines.Expected().add("handshake", stream.connection().sent());
            Lines.Expected out = new Lines.Expected();
            out.add("payload", 6).add("envelope", bytes(message) - 6);
            out.add("framing", framing(hello) + framing(message));
            long known = out.lines().bytes().values().stream().mapToLong(Long::longValue).sum();
            out.add("handshake", stream.connection().received() - known);
            Await.until(
                    "the lines are " + out.lines() + ", not " + Meters.of(lab, "http-stream"),
                    () ->
                            Lines.of(Meters.of(lab, "http-stream"), "out").equals(out.lines())
                                    && Lines.of(Meters.of(lab, "http-stream"), "in")
                                            .equals(in.lines()));
            stream.close();
        }
    }

    private static int bytes(Json event) {
        return Net.utf8(event.toString()).length;
    }

    /// The end of the line, and what surrounds its chunk.
    private static int framing(Json event) {
        return 1 + Integer.toHexString(bytes(event) + 1).length() + 4;
    }
}
