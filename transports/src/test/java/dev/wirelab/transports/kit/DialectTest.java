package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The dialects of tutorials, each beside a client of the lab's own protocol.
@Timeout(60)
final class DialectTest {
    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.TCP);

    private static final String ONLINE = "1";
    private static final String COUNT = "count_updated";

    private static Scene scene() {
        return STAGE.scene();
    }

    private static DialectPage numeric(Session session) {
        return DialectPage.open(scene(), "&dialect=numeric&token=" + session.token(), "", "");
    }

    private static DialectPage textmsg() {
        return DialectPage.open(scene(), "", "/textmsg,", "");
    }

    private static DialectPage servermessage() {
        return DialectPage.open(scene(), "&dialect=servermessage", "", "");
    }

    private static WebSocketWire numericSocket(Session session) {
        return scene().closing(
                        WebSocketWire.open(
                                scene().lab().http(),
                                "/ws?dialect=numeric&token=" + session.token(),
                                Map.of()));
    }

    /// The payload of the next event of the numeric dialect, which is the text of its JSON.
    private static Json payload(DialectPage page, int name) {
        JsonNode event = name == 1 ? page.event(ONLINE) : page.eventBut(ONLINE);
        assertThat(event).hasSize(2);
        assertThat(event.get(0).isInt()).isTrue();
        assertThat(event.get(0).intValue()).as("%s", event).isEqualTo(name);
        return Json.parse(event.get(1).textValue());
    }

    private static Json textmsg(DialectPage page) {
        return object(page.eventBut(COUNT), "textmsg");
    }

    private static Json servermessage(DialectPage page) {
        return object(page.event(), "servermessage");
    }

    private static Json object(JsonNode event, String name) {
        assertThat(event).hasSize(2);
        assertThat(event.get(0).textValue()).as("%s", event).isEqualTo(name);
        return Json.parse(event.get(1).toString());
    }

    /// The next message of the numeric dialect on a WebSocket.
    private static Json message(WebSocketWire page, int type) {
        Json message = page.json();
        while (type == 1 ? message.number("type") != 1 : message.number("type") == 1) {
            message = page.json();
        }
        assertThat(message.number("type")).as("%s", message).isEqualTo(type);
        return message;
    }

    /// Says something, and hears it like everyone else.
    private static void say(TransportClient who, String to, String text) {
        who.say(to, text);
        who.hears(text);
    }

    private static String userOf(Json message) {
        return message.object("user").string("username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"numeric", "textmsg", "servermessage"})
    @Rule({"D1", "K6"})
    void aDialectIsChosenByTheNamespaceOrTheQuery(String dialect) {
        Session ann = scene().session("ann");
        String token = "{\"token\":\"" + ann.token() + "\"}";
        TransportClient bob = scene().enter("bob");
        for (DialectPage page :
                List.of(
                        DialectPage.open(scene(), "", "/" + dialect + ",", token),
                        DialectPage.open(scene(), "&dialect=" + dialect, "", token))) {
            bob.say("#lobby", "to " + dialect);
            String packet = page.wire().text();
            while (!packet.contains("to " + dialect)) {
                packet = page.wire().text();
            }
            assertThat(packet)
                    .startsWith(
                            "42" + page.namespace() + "[" + (dialect.equals("numeric") ? 2 : "\""));
        }
    }

    @Test
    @Rule("D1")
    void anUnknownDialectIsRefused() {
        SocketIoWire wire =
                scene().closing(
                                SocketIoWire.open(
                                        scene().lab().http(),
                                        SocketIoWire.TARGET + "&dialect=klingon",
                                        Map.of(),
                                        0));
        wire.send("40");
        assertThat(SocketIoWire.refusal(wire.text()).string("code")).isEqualTo("bad_request");
        assertRefused(
                "bad_request",
                () -> WebSocketWire.open(scene().lab().http(), "/ws?dialect=textmsg", Map.of()));
    }

    @Test
    @Rule({"D2", "D3", "D4"})
    void aNumericPageChatsWithoutAnEcho() {
        TransportClient bob = scene().enter("bob");
        Session ann = scene().session("ann");
        DialectPage page = numeric(ann);
        Json welcome = payload(page, 2);
        assertThat(welcome.node().get("user").isNull()).isTrue();
        assertThat(welcome.string("data")).contains(ann.user());
        assertThat(payload(page, 1).node().get("data").toString())
                .contains("{\"username\":\"" + ann.user() + "\"}", bob.user());
        page.emit("[2,{\"data\":\"to all \\\"\\u20ac\\\"\",\"other\":[1]}]");
        assertThat(bob.hears("to all \"\u20ac\"").string("from")).isEqualTo(ann.user());
        page.emit("[\"2\",\"{\\\"data\\\":\\\"as a text\\\"}\"]");
        bob.hears("as a text");
        page.emit("[3,{\"data\":\"psst\",\"to\":\"" + bob.user().toUpperCase(Locale.ROOT) + "\"}]");
        assertThat(bob.hears("psst").string("to")).isEqualTo("@" + bob.user());
        say(bob, "#lobby", "a \"quoted\" answer\n\\");
        Json answer = payload(page, 2);
        assertThat(userOf(answer)).isEqualTo(bob.user());
        assertThat(answer.string("data")).isEqualTo("a \"quoted\" answer\n\\");
        say(bob, "@" + ann.user(), "psst, too");
        assertThat(payload(page, 3).string("data")).isEqualTo("psst, too");
        page.emit("[1]");
        payload(page, 1);
        TransportClient carol = scene().enter("carol");
        Json list = payload(page, 1);
        while (!list.node().get("data").toString().contains(carol.user())) {
            list = payload(page, 1);
        }
    }

    @Test
    @Rule({"D2", "D5"})
    void aNumericPageOnAWebSocketChatsWithoutAnEcho() {
        TransportClient bob = scene().enter("bob");
        Session ann = scene().session("ann");
        WebSocketWire page = numericSocket(ann);
        Json welcome = message(page, 2);
        assertThat(welcome.node().get("user").isNull()).isTrue();
        Json list = message(page, 1);
        assertThat(DialectPage.read(list.string("data")).toString())
                .contains("{\"username\":\"" + ann.user() + "\"}", bob.user());
        page.text("{\"type\":2,\"data\":\"to all\",\"to\":null}");
        assertThat(bob.hears("to all").string("from")).isEqualTo(ann.user());
        page.text("{\"type\":3,\"data\":\"psst\",\"to\":\"" + bob.user() + "\"}");
        bob.hears("psst");
        say(bob, "#lobby", "an answer");
        say(bob, "@" + ann.user(), "psst, too");
        Json answer = message(page, 2);
        assertThat(userOf(answer)).isEqualTo(bob.user());
        assertThat(answer.string("data")).isEqualTo("an answer");
        assertThat(message(page, 3).string("data")).isEqualTo("psst, too");
        page.text("{\"type\":1}");
        message(page, 1);
    }

    @Test
    @Rule({"D2", "D6", "D8", "A12"})
    void aTextmsgPageSaysWhoItIs() {
        TransportClient bob = scene().enter("bob");
        DialectPage page = textmsg();
        int before = page.event(COUNT).get(1).intValue();
        assertThat(before).isGreaterThanOrEqualTo(2);
        say(bob, "#lobby", "heard by a guest");
        Json heard = textmsg(page);
        assertThat(heard.string("name")).isEqualTo(bob.user());
        assertThat(heard.string("avatar")).isEmpty();
        assertThat(heard.has("to")).isFalse();
        String ann = scene().name("ann");
        page.emit(
                "[\"textmsg\",{\"name\":\""
                        + ann
                        + "\",\"avatar\":\"3.jpg\",\"content\":\"hi\",\"to\":\"\"}]");
        assertThat(bob.hears("hi").string("from")).isEqualTo(ann);
        Json own = textmsg(page);
        assertThat(own.string("name")).isEqualTo(ann);
        assertThat(own.string("avatar")).isEqualTo("3.jpg");
        assertThat(own.string("content")).isEqualTo("hi");
        page.emit(
                "[\"textmsg\",{\"name\":\""
                        + ann
                        + "\",\"content\":\"psst\",\"to\":\""
                        + bob.user()
                        + "\"}]");
        assertThat(bob.hears("psst").string("from")).isEqualTo(ann);
        assertThat(textmsg(page).string("to")).isEqualTo(bob.user());
        page.emit("[\"textmsg\",\"a text alone\"]");
        assertThat(bob.hears("a text alone").string("from")).isEqualTo(ann);
        textmsg(page);
        say(bob, "@" + ann, "psst, too");
        assertThat(textmsg(page).string("to")).isEqualTo(ann);
    }

    @Test
    @Rule({"D2", "D7", "D8"})
    void aServermessagePageReachesEveryoneAndItsRobotAnswersItAlone() {
        TransportClient bob = scene().enter("bob");
        DialectPage page = servermessage();
        DialectPage other = servermessage();
        String ann = scene().name("ann");
        page.emit("[\"message\",{\"name\":\"" + ann + "\",\"msg\":\"hi\"}]");
        assertThat(bob.hears("hi").string("from")).isEqualTo(ann);
        for (DialectPage each : List.of(page, other)) {
            Json message = servermessage(each);
            assertThat(message.string("name")).isEqualTo(ann);
            assertThat(message.string("msg")).isEqualTo("hi");
        }
        page.emit("[\"message\",{\"name\":\"" + ann + "\",\"msg\":\"@Robot, ping\"}]");
        Json answer = servermessage(page);
        assertThat(answer.string("name")).isEqualTo("robot");
        assertThat(answer.string("msg")).isEqualTo("pong");
        say(bob, "#lobby", "nobody has asked me");
        assertThat(servermessage(other).string("msg")).isEqualTo("nobody has asked me");
        assertThat(servermessage(page).string("msg")).isEqualTo("nobody has asked me");
    }

    @Test
    @Rule({"D8", "S8", "S14"})
    void aNameIsTakenFromNobodyAndFreeWhenItsPageHasLeft() {
        TransportClient bob = scene().enter("bob");
        DialectPage page = servermessage();
        page.emit("[\"message\",{\"name\":\"" + bob.user() + "\",\"msg\":\"I am bob\"}]");
        Json error = servermessage(page);
        assertThat(error.string("name")).isEqualTo("*");
        assertThat(error.string("code")).isEqualTo("name_taken");
        String ann = scene().name("ann");
        page.emit("[\"message\",{\"name\":\"" + ann + "\",\"msg\":\"I am ann\"}]");
        assertThat(bob.hears("I am ann").string("from")).isEqualTo(ann);
        page.wire().close();
        Await.until(
                "the name is free",
                () ->
                        Session.post(STAGE.lab().http(), "{\"user\":\"" + ann + "\"}").status()
                                == 201);
    }

    @Test
    @Rule("D8")
    void aPageWithATokenIsWhoItsTokenSays() {
        TransportClient bob = scene().enter("bob");
        Session ann = scene().session("ann");
        DialectPage page =
                DialectPage.open(scene(), "&dialect=servermessage&token=" + ann.token(), "", "");
        page.emit("[\"message\",{\"name\":\"" + bob.user() + "\",\"msg\":\"hi\"}]");
        assertThat(bob.hears("hi").string("from")).isEqualTo(ann.user());
        page.wire().close();
        assertThat(scene().connect(ann, null).user()).isEqualTo(ann.user());
    }

    @Test
    @Rule({"D8", "E4"})
    void anotherNameLosesAndRepeatsNothing() {
        TransportClient bob = scene().enter("bob");
        DialectPage page = servermessage();
        int all = 300;
        Thread talking =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < all; i++) {
                                bob.say("#lobby", "n" + i);
                            }
                        });
        int next = 0;
        for (int own = 0; next < all; ) {
            if (next >= 20 * own && own < 10) {
                String name = scene().name("ann");
                page.emit("[\"message\",{\"name\":\"" + name + "\",\"msg\":\"own\"}]");
                own++;
            }
            Json message = servermessage(page);
            assertThat(message.has("code")).as("%s", message).isFalse();
            if (message.string("name").equals(bob.user())) {
                assertThat(message.string("msg")).isEqualTo("n" + next++);
            }
        }
        Await.until("nobody is talking", () -> !talking.isAlive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"say\",{\"data\":\"x\"}]bad_request",
                "[0,{\"data\":\"x\"}]bad_request",
                "[2]bad_request",
                "[2,7]bad_request",
                "[2,{}]bad_request",
                "[2,{\"data\":[]}]bad_request",
                "[2,{\"data\":\" \"}]bad_request",
                "[2,\"{\\\"data\"]bad_request",
                "[3,{\"data\":\"x\"}]bad_request",
                "[3,{\"data\":\"x\",\"to\":\"a b\"}]bad_request",
                "[3,{\"data\":\"x\",\"to\":\"nobody\"}]unknown_user",
            })
    @Rule({"D9", "R3"})
    void aRefusalIsANumericErrorAndChangesNothing(String arrayAndCode) {
        int end = arrayAndCode.lastIndexOf(']') + 1;
        TransportClient bob = scene().enter("bob");
        DialectPage page = numeric(scene().session("ann"));
        payload(page, 2);
        page.emit(arrayAndCode.substring(0, end));
        Json error = payload(page, 0);
        assertThat(error.node().get("user").isNull()).isTrue();
        Refusals.checkMessage(error.string("data"));
        assertThat(error.string("code")).isEqualTo(arrayAndCode.substring(end));
        page.emit("[2,{\"data\":\"still here\"}]");
        bob.hears("still here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]bad_request",
                "{\"type\":0,\"data\":\"x\"}bad_request",
                "{\"type\":\"say\",\"data\":\"x\"}bad_request",
                "{\"type\":2}bad_request",
                "{\"type\":2,\"data\":{}}bad_request",
                "{\"type\":2,\"data\":\"x\"bad_request",
                "{\"type\":3,\"data\":\"x\"}bad_request",
                "{\"type\":3,\"data\":\"x\",\"to\":\"nobody\"}unknown_user",
            })
    @Rule({"D9", "R3"})
    void aRefusalIsANumericErrorOnAWebSocketToo(String messageAndCode) {
        int end = messageAndCode.length() - (messageAndCode.endsWith("user") ? 12 : 11);
        TransportClient bob = scene().enter("bob");
        WebSocketWire page = numericSocket(scene().session("ann"));
        message(page, 2);
        page.text(messageAndCode.substring(0, end));
        Json error = message(page, 0);
        Refusals.checkMessage(error.string("data"));
        assertThat(error.string("code")).isEqualTo(messageAndCode.substring(end));
        page.frame(WebSocketWire.BINARY, new byte[] {1});
        assertThat(message(page, 0).string("code")).isEqualTo("bad_request");
        page.text("{\"type\":2,\"data\":\"still here\"}");
        bob.hears("still here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"message\",{\"content\":\"x\"}]bad_request",
                "[\"textmsg\"]bad_request",
                "[\"textmsg\",{\"content\":\"\"}]bad_request",
                "[\"textmsg\",{\"content\":\"x\",\"name\":\"a b\"}]bad_request",
                "[\"textmsg\",{\"content\":\"x\",\"name\":\"ann\",\"avatar\":\"/a\"}]bad_request",
                "[\"textmsg\",{\"content\":\"x\",\"to\":\"nobody\"}]unknown_user",
            })
    @Rule({"D9", "R3"})
    void aRefusalIsATextmsgOfTheLab(String arrayAndCode) {
        int end = arrayAndCode.lastIndexOf(']') + 1;
        TransportClient bob = scene().enter("bob");
        DialectPage page = textmsg();
        page.emit(arrayAndCode.substring(0, end));
        Json error = textmsg(page);
        assertThat(error.string("name")).isEqualTo("*");
        Refusals.checkMessage(error.string("content"));
        assertThat(error.string("code")).isEqualTo(arrayAndCode.substring(end));
        page.wire().send("42/textmsg,7[\"textmsg\",{\"content\":\"  \"}]");
        JsonNode refused = DialectPage.array("43/textmsg,7", pastCounts(page));
        assertThat(refused.get(0).get("code").textValue()).isEqualTo("bad_request");
        page.wire().send("42/textmsg,8[\"textmsg\",{\"content\":\"still here\"}]");
        bob.hears("still here");
    }

    private static String pastCounts(DialectPage page) {
        String packet = page.wire().text();
        while (packet.contains(COUNT)) {
            packet = page.wire().text();
        }
        return packet;
    }

    @Test
    @Rule({"D9", "C18"})
    void aMessageThatIsTooLongIsRefusedAndAPageGoesOn() {
        TransportClient bob = scene().enter("bob");
        DialectPage page = servermessage();
        for (int length : new int[] {4_097, 8_192}) {
            page.emit("[\"message\",{\"msg\":\"" + "x".repeat(length) + "\"}]");
            assertThat(servermessage(page).string("code")).isEqualTo("too_large");
        }
        page.emit("[\"dance\"]");
        assertThat(servermessage(page).string("code")).isEqualTo("bad_request");
        page.emit("[\"message\",\"still here\"]");
        bob.hears("still here");
    }

    @Test
    @Rule({"D9", "K12", "W12", "S14"})
    void aPageWithoutASessionIsToldSoAndDisconnected() {
        for (String query : List.of("", "&token=nonsense")) {
            DialectPage page = DialectPage.open(scene(), "&dialect=numeric" + query, "", "");
            assertThat(payload(page, 0).string("code")).isEqualTo("unauthorized");
            assertThat(page.wire().text()).isEqualTo("41");
            WebSocketWire socket =
                    scene().closing(
                                    WebSocketWire.open(
                                            scene().lab().http(),
                                            "/ws?dialect=numeric" + query,
                                            Map.of()));
            assertThat(message(socket, 0).string("code")).isEqualTo("unauthorized");
            assertThat(socket.awaitClose().closeCode()).isEqualTo(4501);
        }
        Session ann = scene().session("ann");
        DialectPage page = numeric(ann);
        payload(page, 2);
        ann.logOut(scene().lab().http());
        assertThat(payload(page, 0).string("code")).isEqualTo("unauthorized");
        assertThat(page.wire().text()).isEqualTo("41");
    }

    @Test
    @Rule("D10")
    void aPageThatHasMissedMessagesIsToldSo() {
        try (LabUnderTest lab = Labs.start(LabSettings.defaults().withRetention(10, 1 << 20));
                Scene there = new Scene(lab, KitTransport.TCP)) {
            TransportClient bob = there.enter("bob");
            Session ann = there.session("ann");
            String cursor = there.connect(ann, null).cursor();
            for (int i = 0; i < 30; i++) {
                bob.say("@" + ann.user(), "n" + i);
            }
            WebSocketWire page =
                    there.closing(
                            WebSocketWire.open(
                                    lab.http(),
                                    "/ws?dialect=numeric&after=" + cursor + "&token=" + ann.token(),
                                    Map.of()));
            message(page, 2);
            assertThat(message(page, 2).string("data")).contains("missing");
            assertThat(message(page, 3).string("data")).startsWith("n2");
        }
    }

    @Test
    @Rule({"D2", "M7"})
    void everyByteOfAPageHasAClass() {
        try (TestLab lab = TestLab.startWithLedger();
                Scene there = new Scene(lab, KitTransport.TCP)) {
            String token = "&token=" + there.session("ann").token();
            for (String dialect : List.of("numeric", "textmsg", "servermessage")) {
                DialectPage page = DialectPage.open(there, "&dialect=" + dialect + token, "", "");
                page.emit("[2,{\"data\":\"x\"}]");
                page.emit("[2,\"{\\\"data\\\":\\\"x\\\"}\"]");
                page.emit("[\"textmsg\",{\"content\":\"x\"}]");
                page.emit("[\"message\",{\"msg\":\"x\"}]");
                page.wire().close();
            }
            WebSocketWire socket =
                    there.closing(
                            WebSocketWire.open(
                                    lab.http(), "/ws?dialect=numeric" + token, Map.of()));
            socket.text("{\"type\":2,\"data\":\"x\"}");
            message(socket, 1);
            for (String transport : List.of("socket.io", "websocket")) {
                Await.until(
                        "all is classified: " + Meters.of(lab, transport),
                        () -> {
                            Lines in = Lines.of(Meters.of(lab, transport), "in");
                            Lines out = Lines.of(Meters.of(lab, transport), "out");
                            return in.get("envelope") > 0
                                    && out.get("envelope") > 0
                                    && in.get("unreadable") == 0
                                    && out.get("unreadable") == 0
                                    && in.pending() == 0;
                        });
            }
        }
    }
}
