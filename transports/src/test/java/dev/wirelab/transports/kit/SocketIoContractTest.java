package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on Socket.IO, and what is peculiar to it.
class SocketIoContractTest extends TransportContract {
    SocketIoContractTest() {
        super(KitTransport.SOCKET_IO);
    }

    private SocketIoWire open() {
        return open(scene());
    }

    private static SocketIoWire open(Scene scene) {
        return scene.closing(SocketIoWire.open(scene.lab().http(), 0));
    }

    /// A connection that has sent this connect packet, and the answer to it.
    private SocketIoWire connected(String packet) {
        SocketIoWire wire = open().send(packet);
        assertThat(wire.text()).startsWith("40{");
        return wire;
    }

    private SocketIoWire connected(Session session) {
        SocketIoWire wire = connected("40" + SocketIoClient.auth(new Entry(session, null)));
        wire.json("hello");
        return wire;
    }

    private EnginePolls polls() {
        return scene().closing(EnginePolls.open(scene().lab().http()));
    }

    private WebSocketWire upgrade(EnginePolls polls) {
        return scene().closing(WebSocketWire.open(polls.lab(), polls.upgradeTarget(), Map.of()));
    }

    private static String text(WebSocketWire wire) {
        WebSocketWire.Frame frame = wire.read();
        if (frame == null) {
            throw new AssertionError("the connection ended");
        }
        return SocketIoWire.packet(frame);
    }

    private static Json event(String packet) {
        return Objects.requireNonNull(SocketIoWire.event(packet), packet);
    }

    private static void assertOver(EnginePolls polls) {
        Await.until("the session is over", () -> polls.once("GET").status() == 400);
        assertError(polls.once("POST"), "bad_request");
    }

    @Test
    @Rule("K1")
    void aSessionBeginsWithItsTimesAndLimits() {
        EnginePolls polls = polls();
        assertThat(polls.opening().node().get("upgrades").toString()).isEqualTo("[\"websocket\"]");
        Json opening = open().opening();
        assertThat(opening.node().get("upgrades").toString()).isEqualTo("[]");
        for (Json each : List.of(opening, polls.opening())) {
            assertThat(each.string("sid")).hasSizeGreaterThanOrEqualTo(16);
            assertThat(each.number("pingInterval")).isEqualTo(25_000);
            assertThat(each.number("pingTimeout")).isEqualTo(10_000);
            assertThat(each.number("maxPayload")).isEqualTo(131_072);
        }
        assertThat(opening.string("sid")).isNotEqualTo(polls.sid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?transport=polling",
                "?EIO=3&transport=polling",
                "?EIO=abc&transport=polling",
                "?EIO=4",
                "?EIO=4&transport=abc",
                "?EIO=4&transport=websocket",
                "?EIO=4&transport=polling&sid=unknown",
            })
    @Rule({"K1", "W5"})
    void aRequestThatNamesNoSessionOfItsKindIsABadRequest(String query) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            assertError(
                    HttpConnection.once(
                            scene().lab().http(), method, "/socket.io/" + query, Map.of(), ""),
                    "bad_request");
        }
        String upgrade =
                "/socket.io/"
                        + (query.contains("websocket") ? "?EIO=4" : query)
                                .replace("polling", "websocket");
        assertRefused(
                "bad_request", () -> WebSocketWire.open(scene().lab().http(), upgrade, Map.of()));
    }

    @Test
    @Rule({"K1", "R5"})
    void aForeignPageIsRefused() {
        Map<String, String> foreign = Map.of("Origin", "http://evil.example");
        assertRefused("forbidden_origin", () -> EnginePolls.open(scene().lab().http(), foreign));
        assertRefused(
                "forbidden_origin",
                () -> WebSocketWire.open(scene().lab().http(), SocketIoWire.TARGET, foreign));
    }

    @Test
    @Rule({"K2", "K9"})
    void aPollReturnsAllThatIsDue() {
        TransportClient bob = scene().enter("bob");
        Session alice = scene().session("alice");
        EnginePolls polls = polls();
        polls.enter(alice);
        polls.say("42[\"ping\"]", "427[\"ping\",{\"id\":\"a\"}]", "3");
        assertThat(polls.json()).isEqualTo(Json.of("pong"));
        assertThat(polls.json()).isEqualTo(Json.of("pong").with("id", "a"));
        for (int i = 0; i < 100; i++) {
            bob.say("@" + alice.user(), "n" + i);
        }
        int answers = 0;
        int messages = 0;
        for (; messages < 100; answers++) {
            for (String packet : EnginePolls.packets(polls.get())) {
                Json event = event(packet);
                assertThat(event.string("text")).isEqualTo("n" + messages++);
            }
        }
        assertThat(answers).isLessThan(10);
    }

    @Test
    @Rule("K2")
    void aSecondPollEndsTheSession() {
        EnginePolls polls = polls();
        polls.send();
        Await.until("one of them is refused", () -> polls.once("GET").status() == 400);
        assertThat(polls.gets().answer().text()).isEqualTo("1");
        assertOver(polls);
    }

    @Test
    @Rule("K2")
    void aPostDuringAnotherEndsTheSession() {
        EnginePolls polls = polls();
        HttpConnection slow = scene().closing(new HttpConnection(polls.lab()));
        slow.raw(
                Net.utf8(
                        "POST "
                                + polls.target()
                                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n42"));
        Await.until("the second is refused", () -> polls.post("3").status() == 400);
        assertOver(polls);
    }

    @Test
    @Rule({"K2", "S9"})
    void aPollThatTheClientCancelsEndsTheSession() {
        Session alice = scene().session("alice");
        EnginePolls polls = polls();
        polls.enter(alice);
        SocketIoWire other = connected(alice);
        other.send("42[\"say\",{\"to\":\"@" + alice.user() + "\",\"text\":\"before\"}]");
        assertThat(polls.json().string("text")).isEqualTo("before");
        polls.send();
        Await.until("it is pending", () -> Meters.of(scene().lab(), alice).has("socket.io"));
        polls.gets().cut();
        assertOver(polls);
    }

    @Test
    @Rule("K2")
    void aPollMayBeCancelledAfterItsAnswerAndItsConnectionUsedAgain() {
        Session alice = scene().session("alice");
        EnginePolls polls = polls();
        polls.enter(alice);
        for (int i = 0; i < 50; i++) {
            polls.send();
            polls.say("42[\"ping\",{\"id\":\"p" + i + "\"}]");
            String packet = EnginePolls.packets(polls.gets().answer()).getFirst();
            assertThat(packet).contains("\"p" + i + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "\u001e", "4x\u001e", "b*", "7", "2", "0", "5"})
    @Rule({"K2", "K6"})
    void aBodyThatIsNoPacketsEndsTheSession(String body) {
        EnginePolls polls = polls();
        polls.post(body);
        assertOver(polls);
    }

    @Test
    @Rule("K3")
    void anUpgradeUnderLoadLosesAndRepeatsNothing() {
        TransportClient bob = scene().enter("bob");
        for (int round = 0; round < 5; round++) {
            Session alice = scene().session("alice");
            EnginePolls polls = polls();
            polls.enter(alice);
            Thread talking =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 400; i++) {
                                    bob.send(Json.say("@" + alice.user(), "n" + i));
                                }
                            });
            List<String> texts = new ArrayList<>();
            while (texts.size() < 50) {
                texts.add(polls.json().string("text"));
            }
            WebSocketWire socket = upgrade(polls).text("2probe");
            assertThat(text(socket)).isEqualTo("3probe");
            texts.addAll(polls.unread().stream().map(each -> each.string("text")).toList());
            HttpAnswer last = polls.get();
            for (String packet : EnginePolls.packets(last)) {
                if (!packet.equals("6")) {
                    texts.add(event(packet).string("text"));
                }
            }
            socket.text("5");
            while (texts.size() < 400) {
                Json event = event(text(socket));
                texts.add(event.string("text"));
            }
            for (int i = 0; i < 400; i++) {
                assertThat(texts.get(i)).isEqualTo("n" + i);
            }
            assertError(polls.once("GET"), "bad_request");
            socket.text("42[\"ping\",{\"id\":\"z\"}]");
            assertThat(text(socket)).contains("pong");
            Await.until("nobody is talking", () -> !talking.isAlive());
        }
    }

    @Test
    @Rule("K3")
    void aPendingPollIsAnsweredWhenAWebSocketProbes() {
        EnginePolls polls = polls();
        polls.send();
        WebSocketWire socket = upgrade(polls).text("2probe");
        assertThat(text(socket)).isEqualTo("3probe");
        assertThat(polls.gets().answer().text()).isEqualTo("6");
        assertThat(polls.get().text()).isEqualTo("6");
        socket.text("5").text("40");
        assertThat(text(socket)).startsWith("40{");
        WebSocketWire late = upgrade(polls);
        late.awaitClose();
        socket.text("42[\"ping\"]");
        assertThat(text(socket)).contains("unauthorized");
    }

    @Test
    @Rule("K3")
    void aWebSocketThatDoesNotProbeIsClosedAndTheSessionPollsOn() {
        inLab(
                LabSettings.defaults().withWriteStall(Duration.ofMillis(500)),
                scene -> {
                    try (EnginePolls polls = EnginePolls.open(scene.lab().http())) {
                        for (String first : List.of("4hello", "5", "2", "3probe", "2probe")) {
                            WebSocketWire socket =
                                    WebSocketWire.open(
                                            polls.lab(), polls.upgradeTarget(), Map.of());
                            socket.text(first);
                            socket.awaitClose();
                        }
                        polls.enter(scene.session("alice"));
                    }
                });
    }

    @Test
    @Rule({"K4", "L5"})
    void aClientThatAnswersNoPingIsDisconnectedAndOneThatDoesIsNot() {
        inLab(
                LabSettings.defaults().withPings(Duration.ofMillis(400), Duration.ofSeconds(1)),
                scene -> {
                    TransportClient alive = scene.enter("alive");
                    SocketIoWire silent = open(scene);
                    try (EnginePolls polling = EnginePolls.open(scene.lab().http());
                            EnginePolls gone = EnginePolls.open(scene.lab().http())) {
                        polling.say("40");
                        assertThat(polling.next()).startsWith("40{");
                        for (int i = 0; i < 3; i++) {
                            assertThat(polling.get().text()).isEqualTo("2");
                            polling.say("3");
                        }
                        silent.awaitEnd();
                        assertOver(gone);
                        assertThat(polling.get().text()).isEqualTo("2");
                    }
                    alive.ping();
                });
    }

    @Test
    @Rule({"K5", "K2"})
    void aPacketOverTheLimitEndsTheSession() {
        String fits = "42[\"x\",\"" + "a".repeat(131_072 - 10) + "\"]";
        SocketIoWire wire = connected("40").send(fits);
        assertError(wire.json("error"), "bad_request");
        wire.send(fits + " ");
        assertThat(wire.webSocket().awaitClose().closeCode()).isEqualTo(1009);
        EnginePolls polls = polls();
        polls.say("40");
        polls.say(fits);
        assertError(polls.post(fits + " "), "too_large");
        assertOver(polls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "",
                "4abc",
                "4",
                "48",
                "42",
                "42{}",
                "42[]",
                "42[{}]",
                "42[\"x\"",
                "42[\"x\"]]",
                "42[\"connect\"]",
                "42[\"disconnecting\",1]",
                "42abc[\"x\"]",
                "421234567890123456[\"x\"]",
                "40",
                "40[]",
                "40{",
                "41{}",
                "43{}",
                "44{\"message\":\"x\"}",
                "42/other,[\"x\"]",
                "45[\"x\"]",
                "45x-[\"x\"]",
                "4517-[\"x\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":0}]|text",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]|binary",
                "451-[\"x\",{\"_placeholder\":true,\"num\":-1}]|binary",
                "451-[\"x\",[{\"a\":{\"_placeholder\":true,\"num\":\"0\"}}]]|binary",
                "451-[\"x\",{\"_placeholder\":true}]|binary",
                "3|binary",
                "0",
                "2",
                "5",
                "7",
            })
    @Rule({"K6", "K11", "R4"})
    void whatIsNoPacketEndsTheSession(String packets) {
        TransportClient bob = scene().enter("bob");
        SocketIoWire wire = connected("40");
        for (String packet : packets.split("\\|", -1)) {
            switch (packet) {
                case "binary" -> wire.webSocket().frame(WebSocketWire.BINARY, new byte[] {1, 2, 3});
                case "text" -> wire.send("42[\"ping\"]");
                default -> wire.send(packet);
            }
        }
        wire.webSocket().awaitClose();
        bob.ping();
    }

    @Test
    @Rule({"K6", "S17"})
    void anEventBeforeConnectingAndNoConnectionInTimeEndTheSession() {
        SocketIoWire wire = open().send("42[\"ping\"]");
        wire.webSocket().awaitClose();
        inLab(
                LabSettings.defaults().withLoginBound(Duration.ofMillis(500)),
                scene -> {
                    open(scene).webSocket().awaitClose();
                    SocketIoWire silent = open(scene).send("40");
                    assertError(silent.json("error"), "unauthorized");
                    assertThat(silent.text()).isEqualTo("41");
                    silent.webSocket().awaitClose();
                });
    }

    @Test
    @Rule("K6")
    void aNamespaceThatDoesNotExistIsRefusedAndTheSessionGoesOn() {
        SocketIoWire wire = open().send("40/random,{\"token\":\"x\"}");
        assertThat(wire.text()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        wire.send("40/,");
        assertThat(wire.text()).startsWith("40{");
        wire.send("41").send("42[\"ping\"]").send("40");
        assertThat(wire.text()).startsWith("40{");
    }

    @Test
    @Rule({"K7", "S3", "S4", "S7"})
    void aClientLogsInAsItConnectsOrLater() {
        Session alice = scene().session("alice");
        SocketIoWire byName = open().send("40{\"user\":\"" + scene().name("bob") + "\"}");
        assertThat(byName.text()).startsWith("40{").contains("\"pid\"");
        Json hello = byName.json("hello");
        assertThat(hello.has("token")).isTrue();
        assertThat(connected("40{\"token\":\"" + hello.string("token") + "\"}").json("hello"))
                .isNotNull();
        for (SocketIoWire wire :
                List.of(
                        SocketIoWire.open(
                                scene().lab().http(),
                                SocketIoWire.TARGET,
                                alice.authorization(),
                                0),
                        SocketIoWire.open(
                                scene().lab().http(),
                                SocketIoWire.TARGET + "&token=" + alice.token(),
                                Map.of(),
                                0))) {
            scene().closing(wire).send("40{\"after\":0}");
            assertThat(wire.text()).startsWith("40{").contains("\"pid\"");
            Json again = wire.json("hello");
            assertThat(again.string("user")).isEqualTo(alice.user());
            assertThat(again.has("token")).isFalse();
        }
        SocketIoWire later = connected("40");
        later.send("421[\"ping\"]");
        assertThat(later.text()).startsWith("431[{\"type\":\"error\",\"code\":\"unauthorized\"");
        later.send("422[\"login\",{\"user\":\"" + scene().name("carol") + "\"}]");
        assertThat(later.json("hello")).isEqualTo(later.json("hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":\"nonsense\"}unauthorized",
                "{\"pid\":\"nonsense\",\"offset\":\"x-1\"}unauthorized",
                "{\"user\":\"a b\"}bad_request",
                "{\"user\":\"a\",\"token\":\"b\"}bad_request",
                "{\"user\":\"a\",\"after\":\"nowhere\"}bad_request",
                "{\"user\":7}bad_request",
            })
    @Rule({"K7", "S19"})
    void aRefusedLogInIsAConnectError(String authAndCode) {
        int end = authAndCode.lastIndexOf('}') + 1;
        SocketIoWire wire = open().send("40" + authAndCode.substring(0, end));
        Json error = SocketIoWire.refusal(wire.text());
        assertThat(error.string("code")).isEqualTo(authAndCode.substring(end));
        wire.send("40");
        assertThat(wire.text()).startsWith("40{");
    }

    @Test
    @Rule({"K8", "C3", "R1"})
    void anEventIsACommandAndItsAcknowledgementTheReply() {
        Session alice = scene().session("alice");
        SocketIoWire wire = connected(alice);
        String to = "{\"to\":\"@" + alice.user() + "\",\"text\":\"hi\"}";
        wire.send("427[\"say\"," + to + "]");
        List<String> both = List.of(wire.text(), wire.text());
        assertThat(both).anyMatch(packet -> packet.startsWith("437[{\"type\":\"ok\",\"cursor\":"));
        assertThat(both).anyMatch(packet -> packet.startsWith("42[\"message\","));
        wire.send("428[\"dance\"]").send("429[\"say\",{\"id\":\"x\"}]");
        assertThat(wire.text()).startsWith("438[{\"type\":\"error\",\"code\":\"bad_request\"");
        assertThat(wire.text()).startsWith("439[{\"type\":\"error\",\"id\":\"x\"");
        wire.send("42[\"message\",{\"type\":\"ping\"}]").send("42[\"ping\",{},7,[]]");
        wire.send("42[\"message\",\"{\\\"type\\\":\\\"ping\\\"}\"]");
        for (int i = 0; i < 3; i++) {
            assertThat(wire.text()).isEqualTo("42[\"pong\",{\"type\":\"pong\"}]");
        }
        wire.send("42[7,{}]").send("42[\"say\"]").send("42[\"ping\",[]]").send("42[\"message\",1]");
        for (int i = 0; i < 4; i++) {
            assertError(wire.json("error"), "bad_request");
        }
        wire.send("4312[1]").send("420[\"users\"]");
        assertThat(wire.text()).startsWith("430[{\"type\":\"users\"");
    }

    @Test
    @Rule({"K10", "E4"})
    void aClientThatConnectsAgainRecovers() {
        Session alice = scene().session("alice");
        TransportClient bob = scene().enter("bob");
        SocketIoWire first = open().send("40{\"token\":\"" + alice.token() + "\"}");
        String pid = Json.parse(first.text().substring(2)).string("pid");
        first.json("hello");
        bob.say("@" + alice.user(), "one");
        String offset = first.json("message").cursor();
        first.webSocket().cut();
        bob.say("@" + alice.user(), "two");
        SocketIoWire again =
                open().send("40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
        assertThat(Json.parse(again.text().substring(2)).string("pid")).isEqualTo(pid);
        assertThat(again.json("hello").cursor()).isEqualTo(offset);
        assertThat(again.json("message").string("text")).isEqualTo("two");
        SocketIoWire fresh = open().send("40{\"pid\":\"" + pid + "\",\"user\":\"ignored\"}");
        assertThat(Json.parse(fresh.text().substring(2)).string("pid")).isNotEqualTo(pid);
        SocketIoWire other =
                open().send(
                                "40{\"pid\":\""
                                        + pid
                                        + "\",\"offset\":\"another-1\",\"token\":\""
                                        + alice.token()
                                        + "\"}");
        String marked = Json.parse(other.text().substring(2)).string("pid");
        assertThat(marked).isNotEqualTo(pid);
        assertThat(other.json("gap").string("reason")).isEqualTo("epoch");
        SocketIoWire last =
                open().send("40{\"pid\":\"" + marked + "\",\"offset\":\"" + offset + "\"}");
        assertThat(Json.parse(last.text().substring(2)).string("pid")).isEqualTo(marked);
        assertThat(last.json("message").string("text")).isEqualTo("two");
    }

    @Test
    @Rule({"K10", "E8"})
    void aClientWhoseEventsAreGoneDoesNotRecoverAndGetsAGap() {
        inLab(
                LabSettings.defaults().withRetention(10, 1 << 20),
                scene -> {
                    Session alice = scene.session("alice");
                    SocketIoWire first =
                            open(scene).send("40{\"token\":\"" + alice.token() + "\"}");
                    String pid = Json.parse(first.text().substring(2)).string("pid");
                    String offset = first.json("hello").cursor();
                    first.webSocket().cut();
                    TransportClient bob = scene.enter("bob");
                    for (int i = 0; i < 30; i++) {
                        bob.say("@" + alice.user(), "n" + i);
                    }
                    SocketIoWire again =
                            open(scene)
                                    .send(
                                            "40{\"pid\":\""
                                                    + pid
                                                    + "\",\"offset\":\""
                                                    + offset
                                                    + "\"}");
                    assertThat(Json.parse(again.text().substring(2)).string("pid"))
                            .isNotEqualTo(pid);
                    assertThat(again.json("gap").string("reason")).isEqualTo("retention");
                    assertThat(again.json("message").string("text")).startsWith("n2");
                });
    }

    @Test
    @Rule({"K11", "C1"})
    void attachmentsAreBoundedAndIgnored() {
        Session alice = scene().session("alice");
        SocketIoWire wire = connected(alice);
        wire.send("452-[\"ping\",{\"a\":{\"_placeholder\":true,\"num\":1}}]");
        wire.webSocket().frame(WebSocketWire.BINARY, new byte[80_000]);
        wire.webSocket().frame(WebSocketWire.BINARY, new byte[40_000]);
        assertThat(wire.text()).contains("pong");
        wire.send("462-5[{\"_placeholder\":true,\"num\":1}]");
        wire.webSocket().frame(WebSocketWire.BINARY, new byte[80_000]);
        wire.webSocket().frame(WebSocketWire.BINARY, new byte[80_000]);
        wire.webSocket().awaitClose();
        inLab(
                LabSettings.defaults().withWriteStall(Duration.ofMillis(500)),
                scene -> {
                    SocketIoWire late = open(scene).send("40").send("451-[\"ping\",{}]");
                    late.webSocket().awaitClose();
                });
    }

    @Test
    @Rule({"K12", "S12"})
    void loggingOutDisconnectsFromTheNamespace() {
        Session alice = scene().session("alice");
        SocketIoWire wire = connected(alice);
        EnginePolls polls = polls();
        polls.enter(alice);
        alice.logOut(scene().lab().http());
        assertError(wire.json("error"), "unauthorized");
        assertThat(wire.text()).isEqualTo("41");
        wire.send("42[\"ping\"]").send("40");
        assertThat(wire.text()).startsWith("40{");
        assertError(polls.json(), "unauthorized");
        assertThat(polls.next()).isEqualTo("41");
    }

    @Test
    @Rule({"K12", "R8"})
    void aShutdownClosesTheSession() {
        inLab(
                LabSettings.defaults(),
                scene -> {
                    SocketIoWire wire = open(scene);
                    wire.send("40{\"user\":\"alice\"}").json("hello");
                    try (EnginePolls polls = EnginePolls.open(scene.lab().http())) {
                        polls.say("40{\"user\":\"bob\"}");
                        assertThat(polls.next()).startsWith("40{");
                        polls.json();
                        polls.send();
                        Thread closing = Thread.ofVirtual().start(() -> scene.lab().close());
                        assertError(wire.json("error"), "shutting_down");
                        assertThat(wire.webSocket().awaitClose().closeCode()).isEqualTo(1001);
                        assertThat(polls.gets().answer().text()).contains("shutting_down");
                        Await.until("the lab is over", () -> !closing.isAlive());
                    }
                });
    }

    @Test
    @Rule({"M7", "M3"})
    void everyByteHasAClass() {
        try (TestLab lab = TestLab.startWithLedger();
                Scene there = new Scene(lab, KitTransport.TCP)) {
            Lines.Expected in = new Lines.Expected();
            Lines.Expected out = new Lines.Expected();
            try (WebSocketWire wire =
                    WebSocketWire.open(lab.http(), SocketIoWire.TARGET, Map.of())) {
                in.add("handshake", wire.connection().sent());
                String open = text(wire);
                String connect = "40{\"user\":\"alice\"}";
                wire.text(connect);
                in.add("framing", 6).add("handshake", connect.length());
                String connected = text(wire);
                String hello = text(wire);
                String json = event(hello).toString();
                int headers = header(open) + header(connected) + header(hello);
                int framing = headers + hello.length() - json.length();
                out.add("framing", framing);
                out.add("handshake", wire.connection().received() - framing);
                String say = "42[\"say\",{\"to\":\"#lobby\",\"text\":\"h\u00e9llo\"}]";
                wire.text(say);
                in.add("framing", 6 + "42[\"say\",]".length());
                in.add("envelope", "{\"to\":\"#lobby\",\"text\":\"\"}".length()).add("payload", 6);
                String message = text(wire);
                int around = "42[\"message\",,\"\"]".length();
                Json event = event(message);
                out.add("framing", header(message) + around + event.cursor().length());
                out.add("payload", 6);
                out.add("envelope", Net.utf8(event.toString()).length - 6);
                wire.text("42[\"ping\"]").text("3");
                assertThat(text(wire)).isEqualTo("42[\"pong\",{\"type\":\"pong\"}]");
                in.add("framing", 12).add("envelope", "42[\"ping\"]".length()).add("heartbeat", 1);
                out.add("framing", 2 + "42[\"pong\",]".length()).add("heartbeat", 15);
                Await.until(
                        "the lines are "
                                + in.lines()
                                + out.lines()
                                + ", not "
                                + Meters.of(lab, "socket.io"),
                        () ->
                                Lines.of(Meters.of(lab, "socket.io"), "out").equals(out.lines())
                                        && Lines.of(Meters.of(lab, "socket.io"), "in")
                                                .equals(in.lines()));
            }
            assertPollsHaveClasses(lab, there, in, out);
        }
    }

    /// The length of the header of a frame from the lab.
    private static int header(String packet) {
        return Net.utf8(packet).length < 126 ? 2 : 4;
    }

    private static void assertPollsHaveClasses(
            TestLab lab, Scene there, Lines.Expected in, Lines.Expected out) {
        in.add("framing", 8); // the close frame
        out.add("framing", 4);
        try (EnginePolls polls = EnginePolls.open(lab.http())) {
            Session bob = there.session("bob");
            polls.enter(bob);
            polls.say("42[\"ping\"]");
            assertThat(polls.json().type()).isEqualTo("pong");
            Await.until(
                    "all is classified: " + Meters.of(lab, "socket.io"),
                    () -> {
                        Lines received = Lines.of(Meters.of(lab, "socket.io"), "in");
                        Lines sent = Lines.of(Meters.of(lab, "socket.io"), "out");
                        return received.get("unreadable") == 0
                                && sent.get("unreadable") == 0
                                && received.pending() == 0
                                && received.get("request") > 0
                                && sent.get("response") > 0
                                && sent.get("heartbeat") == 30;
                    });
        }
    }
}
