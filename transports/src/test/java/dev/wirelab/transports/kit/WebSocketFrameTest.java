package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
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
import java.util.Arrays;
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
                STAGE.scene().closing(WebSocketWire.open(STAGE.lab().http(), "/ws", token));
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

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
