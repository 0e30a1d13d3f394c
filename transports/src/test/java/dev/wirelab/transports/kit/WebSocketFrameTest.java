package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static dev.wirelab.transports.kit.WebSocketWire.BINARY;
import static dev.wirelab.transports.kit.WebSocketWire.CLOSE;
import static dev.wirelab.transports.kit.WebSocketWire.CONTINUATION;
import static dev.wirelab.transports.kit.WebSocketWire.PING;
import static dev.wirelab.transports.kit.WebSocketWire.PONG;
import static dev.wirelab.transports.kit.WebSocketWire.TEXT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Single frames on a raw WebSocket, those that RFC 6455 forbids among them.
@Timeout(60)
final class WebSocketFrameTest {
    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.WEBSOCKET);

    /// A logged-in connection whose `hello` was read.
    private static WebSocketWire loggedIn() {
        Map<String, String> token = STAGE.scene().session("raw").authorization();
        WebSocketWire wire =
                STAGE.scene().closing(WebSocketWire.open(STAGE.scene().lab().http(), "/ws", token));
        assertThat(wire.json().type()).isEqualTo("hello");
        return wire;
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
    @Rule("W7")
    void anUnsolicitedPongIsIgnored() {
        WebSocketWire wire = loggedIn();
        wire.frame(PONG, Net.utf8("unasked"));
        wire.text(Json.of("ping"));
        assertThat(wire.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule({"W8", "R4"})
    void aMessageOverTheLimitIsRefusedAndTheConnectionClosed() {
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
        TransportClient bob = STAGE.scene().enter("bob");
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
        TransportClient bob = STAGE.scene().enter("bob");
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
        TransportClient bob = STAGE.scene().enter("bob");
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

    private static WebSocketWire inVersion2(Session session) {
        WebSocketWire wire =
                STAGE.scene()
                        .closing(
                                WebSocketWire.open(
                                        STAGE.lab().http(), "/ws?v=2", session.authorization()));
        assertThat(wire.json("hello").number("v")).isEqualTo(2);
        return wire;
    }

    @Test
    @Rule("B8")
    void aBinaryMessageIsALineOfJsonAndTheBytes() {
        Session alice = STAGE.scene().session("alice");
        WebSocketWire wire = inVersion2(alice);
        String say = BinaryContentRules.picture("@" + alice.user(), new byte[1]).toString();
        String head = Json.parse(say).without("data").toString();
        byte[] whole = Net.utf8(head + "\nbytes\n");
        wire.raw(WebSocketWire.encode(BINARY, true, slice(whole, 0, 9)));
        wire.raw(WebSocketWire.encode(CONTINUATION, true, slice(whole, 9, head.length() + 2)));
        wire.frame(CONTINUATION, slice(whole, head.length() + 2, whole.length));
        WebSocketWire.Frame frame = requireNonNull(wire.read());
        assertThat(frame.bits()).isEqualTo(0x80 | BINARY);
        String[] parts = Net.utf8(frame.payload()).split("\n", 2);
        assertThat(parts[1]).isEqualTo("bytes\n");
        Json message = Json.parse(parts[0]);
        assertThat(message.number("bytes")).isEqualTo(6);
        assertThat(message.string("media")).isEqualTo("image/png");
        assertThat(message.has("data") || message.has("text")).isFalse();
    }

    @Test
    @Rule({"B8", "W11"})
    void aBinaryMessageThatIsNoneIsABadRequestAndTheConnectionLivesOn() {
        Session alice = STAGE.scene().session("alice");
        WebSocketWire wire = inVersion2(alice);
        Json head = BinaryContentRules.picture("@" + alice.user(), new byte[1]).without("data");
        for (String bad :
                List.of(
                        "",
                        "no line",
                        head.toString(),
                        head + "\n",
                        head.with("bytes", 4) + "\nabc",
                        head.with("bytes", "3") + "\nabc",
                        Json.of("ping") + "\nabc",
                        "[]\nabc",
                        "\nabc")) {
            wire.frame(BINARY, Net.utf8(bad));
            assertError(wire.json(), "bad_request");
        }
        wire.frame(BINARY, new byte[] {'{', -1, '}', '\n', 'a'});
        assertError(wire.json(), "bad_request");
        wire.frame(BINARY, Net.utf8(head + "\n" + "a".repeat(65_537)));
        assertError(wire.json(), "too_large");
        wire.frame(BINARY, new byte[98_305]);
        assertError(wire.json(), "too_large");
        assertThat(wire.awaitClose().closeCode()).isEqualTo(1009);
    }

    @Test
    @Rule({"B7", "W8"})
    void inVersion2TheLabDoesNotWaitForTheEndAbove192KiB() {
        WebSocketWire wire = inVersion2(STAGE.scene().session("alice"));
        sendUntilRefused(
                wire,
                slice(WebSocketWire.encode(0x80 | BINARY, true, new byte[1 << 20]), 0, 210_000));
        assertThat(wire.awaitClose().closeCode()).isEqualTo(1009);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
