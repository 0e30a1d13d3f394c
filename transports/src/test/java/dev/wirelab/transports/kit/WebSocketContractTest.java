package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static dev.wirelab.transports.kit.WebSocketWire.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on WebSocket, and what is peculiar to it.
class WebSocketContractTest extends TransportContract {
    WebSocketContractTest() {
        super(KitTransport.WEBSOCKET);
    }

    private WebSocketWire open(String target, Map<String, String> headers) {
        return scene().closing(WebSocketWire.open(scene().lab().http(), target, headers));
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
    void theTokenMayBeASubprotocolAndIsNeverReturned(String offer) {
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
    @Rule({"W12", "S12"})
    void loggingOutClosesWith4501() {
        TransportClient alice = scene().enter("alice");
        alice.session().logOut(scene().lab().http());
        assertThat(alice.ending()).isEqualTo(new Ending(4501, "unauthorized"));
    }

    @Test
    @Rule("W13")
    void aSessionCutsItsOwnWebSocketsWithoutACloseFrame() {
        Session alice = scene().session("alice");
        WebSocketWire wire = open("/ws", alice.authorization());
        wire.json("hello");
        TransportClient other = scene().enter("other");
        assertThat(cut(alice.authorization()).status()).isEqualTo(204);
        assertThatThrownBy(wire::awaitClose).hasMessageContaining("without a close frame");
        other.ping();
        assertThat(open("/ws", alice.authorization()).json("hello").string("user"))
                .as("the session outlives it")
                .isEqualTo(alice.user());
        assertError(cut(Map.of()), "unauthorized");
    }

    private HttpAnswer cut(Map<String, String> headers) {
        return HttpConnection.once(scene().lab().http(), "DELETE", "/ws", headers, "");
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
