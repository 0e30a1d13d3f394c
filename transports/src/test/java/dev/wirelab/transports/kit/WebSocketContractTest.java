package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static dev.wirelab.transports.kit.WebSocketWire.BINARY;
import static dev.wirelab.transports.kit.WebSocketWire.CLOSE;
import static dev.wirelab.transports.kit.WebSocketWire.CONTINUATION;
import static dev.wirelab.transports.kit.WebSocketWire.PING;
import static dev.wirelab.transports.kit.WebSocketWire.PONG;
import static dev.wirelab.transports.kit.WebSocketWire.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on WebSocket, and what is peculiar to it.
final class WebSocketContractTest extends TransportContract {
    WebSocketContractTest() {
        super(Wire.WEBSOCKET);
    }

    private WebSocketWire open(String target, Map<String, String> headers) {
        return scene().closing(WebSocketWire.open(scene().lab().http(), target, headers));
    }

    /// A logged-in connection whose `hello` was read.
    private WebSocketWire loggedIn() {
        WebSocketWire wire = open("/ws", scene().session("raw").authorization());
        assertThat(wire.json().type()).isEqualTo("hello");
        return wire;
    }

    @Test
    @Rule({"W1", "S3", "S4", "S7"})
    void theTokenComesInTheHeaderOrTheQueryAndTheHeaderCounts() {
        Session alice = scene().session("alice");
        Json hello = open("/ws", alice.authorization()).json();
        assertThat(hello.string("user")).isEqualTo(alice.user());
        assertThat(hello.has("token")).as("a token in %s", hello).isFalse();
        assertThat(open("/ws?token=" + alice.token(), Map.of()).json().string("user"))
                .isEqualTo(alice.user());
        assertThat(open("/ws?token=nonsense", alice.authorization()).json().string("user"))
                .isEqualTo(alice.user());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wirelab.v1, bearer.%s", "bearer.%s, wirelab.v1", "bearer.%s,wirelab.v1"})
    @Rule("W2")
    void theTokenMayComeAsASubprotocolAndNeverComesBack(String offer) {
        Session alice = scene().session("alice");
        WebSocketWire wire =
                open("/ws", Map.of("Sec-WebSocket-Protocol", offer.formatted(alice.token())));
        assertThat(wire.upgrade().header("sec-websocket-protocol")).isEqualTo("wirelab.v1");
        assertThat(wire.upgrade().toString()).doesNotContain(alice.token(), "bearer");
        Json hello = wire.json();
        assertThat(hello.string("user")).isEqualTo(alice.user());
        assertThat(hello.toString()).doesNotContain(alice.token());
    }

    @Test
    @Rule("W2")
    void aBadTokenAsASubprotocolIsUnauthorized() {
        Map<String, String> offer = Map.of("Sec-WebSocket-Protocol", "wirelab.v1, bearer.a.b.c");
        assertRefused("unauthorized", () -> open("/ws", offer));
    }

    @Test
    @Rule("W4")
    void noExtensionIsNegotiated() {
        WebSocketWire wire =
                open(
                        "/ws",
                        Map.of(
                                "Sec-WebSocket-Extensions",
                                "permessage-deflate; client_max_window_bits"));
        assertThat(wire.upgrade().headers()).doesNotContainKey("sec-websocket-extensions");
    }

    @Test
    @Rule("W1")
    void theUpgradeSetsNoCookie() {
        assertThat(open("/ws", Map.of()).upgrade().headers()).doesNotContainKey("set-cookie");
    }

    @Test
    @Rule({"W5", "R5"})
    void aRefusalBeforeTheUpgradeIsAPlainHttpAnswer() {
        Map<String, String> alice = scene().session("alice").authorization();
        assertRefused("unauthorized", () -> open("/ws?token=nonsense", Map.of()));
        assertRefused("unauthorized", () -> open("/ws", Map.of("Authorization", "Bearer x.y.z")));
        assertRefused("bad_request", () -> open("/ws?after=nowhere", alice));
        assertRefused("bad_request", () -> open("/ws?echo=perhaps", alice));
        for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1", "")) {
            assertRefused("forbidden_origin", () -> open("/ws", Map.of("Origin", origin)));
        }
        open("/ws", Map.of("Origin", scene().lab().http().toString()));
    }

    @Test
    @Rule("W3")
    void aCommandMayComeInSeveralFramesWithAPingBetween() {
        WebSocketWire wire = loggedIn();
        byte[] ping = Net.utf8(Json.of("ping").with("id", "\u20ac").toString());
        wire.raw(WebSocketWire.encode(TEXT, true, slice(ping, 0, 3)));
        wire.raw(WebSocketWire.encode(CONTINUATION, true, slice(ping, 3, ping.length - 4)));
        wire.frame(PING, Net.utf8("between"));
        wire.raw(
                WebSocketWire.encode(
                        0x80 | CONTINUATION, true, slice(ping, ping.length - 4, ping.length)));
        WebSocketWire.Frame pong = wire.read();
        assertThat(pong == null ? -1 : pong.opcode()).isEqualTo(PONG);
        assertThat(wire.json().string("id")).isEqualTo("\u20ac");
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Test
    @Rule({"W3", "E12"})
    void eventsThatAreDueTogetherComeInFewFramesOfAtMost64KiB() {
        TransportClient alice = scene().enter("alice");
        for (int i = 0; i < 100; i++) {
            alice.say(alice.address(), i + " " + "a".repeat(3_000));
        }
        WebSocketWire wire = open("/ws?after=0", alice.session().authorization());
        List<Json> events = new ArrayList<>();
        int frames = 0;
        for (; events.size() < 101; frames++) {
            WebSocketWire.Frame frame = wire.read();
            if (frame == null) {
                throw new AssertionError("the connection ended");
            }
            assertThat(frame.bits()).as("FIN, no extension, text").isEqualTo(0x80 | TEXT);
            String text = Net.utf8(frame.payload());
            int others = text.startsWith("{\"type\":\"hello\"") ? text.indexOf('\n') + 1 : 0;
            assertThat(frame.payload()).hasSizeLessThanOrEqualTo(others + 64 * 1024);
            text.lines().map(Json::parse).forEach(events::add);
        }
        assertThat(frames).isLessThan(20);
        for (int i = 0; i < 100; i++) {
            assertThat(events.get(i + 1).string("text")).startsWith(i + " ");
        }
    }

    @Test
    @Rule("W6")
    void aPingIsAnsweredWithItsPayloadAndACloseWithItsCode() {
        WebSocketWire wire = loggedIn();
        wire.frame(PING, Net.utf8("payload"));
        WebSocketWire.Frame pong = wire.read();
        assertThat(pong == null ? "" : pong.opcode() + Net.utf8(pong.payload()))
                .isEqualTo(PONG + "payload");
        wire.closeOutput(1000);
        assertThat(wire.awaitClose().closeCode()).isEqualTo(1000);
        wire.awaitEnd();
    }

    @Test
    @Rule({"W7", "L5"})
    void aPeerThatAnswersNoPingIsCutAndOneThatDoesIsNot() {
        inLab(
                LabSettings.defaults().withPings(Duration.ofMillis(500), Duration.ofSeconds(2)),
                scene -> {
                    TransportClient alive = scene.enter("alive");
                    Session dead = scene.session("dead");
                    WebSocketWire silent =
                            WebSocketWire.open(scene.lab().http(), "/ws", dead.authorization());
                    silent.awaitEnd();
                    alive.ping();
                });
    }

    @Test
    @Rule("W7")
    void aPongThatNobodyAskedForIsPassedOver() {
        WebSocketWire wire = loggedIn();
        wire.frame(PONG, Net.utf8("unasked"));
        wire.text(Json.of("ping"));
        assertThat(wire.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule({"W8", "R4"})
    void aMessageOverTheLimitIsToldAndClosed() {
        WebSocketWire wire = loggedIn();
        wire.text(Json.say("#lobby", "before").with("id", "b"));
        assertThat(wire.json("ok").string("id")).isEqualTo("b");
        wire.frame(TEXT, new byte[8_193]);
        assertError(wire.json("error"), "too_large");
        WebSocketWire.Frame close = wire.awaitClose();
        assertThat(close.closeCode() + close.closeReason()).isEqualTo("1009too_large");
        wire.awaitEnd();
    }

    @Test
    @Rule({"W8", "R4"})
    void tenMegabytesInOneFrameOrInManyAreRefusedBeforeTheyAreComplete() {
        TransportClient bob = scene().enter("bob");
        WebSocketWire one = loggedIn();
        sendUntilRefused(
                one,
                slice(WebSocketWire.encode(0x80 | TEXT, true, new byte[10_000_000]), 0, 70_000));
        assertThat(one.awaitClose().closeCode()).isEqualTo(1009);
        WebSocketWire many = loggedIn();
        sendUntilRefused(many, WebSocketWire.encode(TEXT, true, new byte[7_000]));
        for (int i = 0; i < 10; i++) {
            sendUntilRefused(many, WebSocketWire.encode(CONTINUATION, true, new byte[7_000]));
        }
        assertThat(many.awaitClose().closeCode()).isEqualTo(1009);
        bob.ping();
    }

    private static void sendUntilRefused(WebSocketWire wire, byte[] bytes) {
        try {
            wire.raw(bytes);
        } catch (UncheckedIOException e) {
            // The lab has closed; what it said before can still be read.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00e2\u0082"
            })
    @Rule({"W9", "R4"})
    void invalidUtf8IsClosedWith1007(String bytes) {
        TransportClient bob = scene().enter("bob");
        WebSocketWire wire = loggedIn();
        String say = "{\"type\":\"say\",\"to\":\"#lobby\",\"text\":\"" + bytes + "\"}";
        wire.frame(TEXT, say.getBytes(ISO_8859_1));
        assertThat(wire.awaitClose().closeCode()).isEqualTo(1007);
        wire.awaitEnd();
        bob.say("#lobby", "undisturbed");
        bob.hears("undisturbed");
    }

    static Stream<Arguments> framesAgainstTheRfc() {
        byte[] ping = Net.utf8("{\"type\":\"ping\"}");
        return Stream.of(
                Arguments.of("not masked", WebSocketWire.encode(0x80 | TEXT, false, ping)),
                Arguments.of(
                        "RSV1 without an extension", WebSocketWire.encode(0xc0 | TEXT, true, ping)),
                Arguments.of("RSV3", WebSocketWire.encode(0x90 | TEXT, true, ping)),
                Arguments.of("opcode 3", WebSocketWire.encode(0x83, true, ping)),
                Arguments.of("opcode 15", WebSocketWire.encode(0x8f, true, ping)),
                Arguments.of("continues nothing", WebSocketWire.encode(0x80, true, ping)),
                Arguments.of("ping in fragments", WebSocketWire.encode(PING, true, ping)),
                Arguments.of("long ping", WebSocketWire.encode(0x80 | PING, true, new byte[126])),
                Arguments.of(
                        "close of one byte", WebSocketWire.encode(0x80 | CLOSE, true, new byte[1])),
                Arguments.of(
                        "close with code 999",
                        WebSocketWire.encode(
                                0x80 | CLOSE,
                                true,
                                ByteBuffer.allocate(2).putShort((short) 999).array())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framesAgainstTheRfc")
    @Rule({"W10", "R3"})
    void aFrameAgainstTheRfcIsClosedWith1002(String what, byte[] frame) {
        TransportClient bob = scene().enter("bob");
        WebSocketWire wire = loggedIn();
        wire.raw(frame);
        assertThat(wire.awaitClose().closeCode()).as(what).isEqualTo(1002);
        wire.awaitEnd();
        bob.ping();
    }

    @Test
    @Rule("W11")
    void aBinaryMessageIsABadRequestAndTheConnectionLivesOn() {
        WebSocketWire wire = loggedIn();
        wire.frame(BINARY, Net.utf8(Json.of("ping").toString()));
        assertError(wire.json(), "bad_request");
        wire.frame(TEXT, new byte[0]);
        assertError(wire.json(), "bad_request");
        wire.text(Json.of("ping"));
        assertThat(wire.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule({"W12", "S12"})
    void loggingOutClosesWith4501() {
        TransportClient alice = scene().enter("alice");
        alice.session().logOut(scene().lab().http());
        assertThat(alice.ending()).isEqualTo(new Ending(4501, "unauthorized"));
    }

    @Test
    @Rule({"W12", "S17"})
    void notLoggingInInTimeClosesWith4501() {
        inLab(
                LabSettings.defaults().withLoginBound(Duration.ofMillis(500)),
                scene ->
                        assertThat(scene.dial().ending())
                                .isEqualTo(new Ending(4501, "unauthorized")));
    }

    @Test
    @Rule({"W12", "R8"})
    void theEndOfTheLabClosesWith1001() {
        inLab(
                LabSettings.defaults(),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    Thread closing = Thread.ofVirtual().start(() -> scene.lab().close());
                    assertThat(alice.ending()).isEqualTo(new Ending(1001, "shutting_down"));
                    Await.until("the lab is over", () -> !closing.isAlive());
                });
    }
}
