package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A lab that demands an access code at each log-in by name.
@Timeout(60)
final class AccessCodeTest {
    private static final String CODE = "k3f9-xm2p-w7qd";
    private static final String WRONG = "k3f9-xm2p-w7qe";
    private static final int ATTEMPTS = 10;

    private LabUnderTest lab;
    private Scene scene;

    @SuppressWarnings("NullAway.Init")
    AccessCodeTest() {}

    @BeforeEach
    void startLab() {
        lab = Labs.start(LabSettings.defaults().withAccessCode(CODE));
        scene = new Scene(lab, KitTransport.TCP);
    }

    @AfterEach
    void endLab() {
        scene.close();
        lab.close();
    }

    private static Json login(String user, String code) {
        return Json.of("login").with("user", user).with("code", code);
    }

    private Session session(String user) {
        return scene.ending(Session.of(Session.post(lab.http(), login(user, CODE).toString())));
    }

    @ParameterizedTest
    @EnumSource
    @Rule({"S1", "S5", "S6", "S22"})
    void aLogInByNameNeedsTheCodeAndOneByTokenDoesNot(KitTransport transport) {
        if (transport.isDuplex()) {
            PushClient client = scene.closing(transport.dial(lab));
            assertError(client.logIn(Json.of("login").with("user", "alice")), "wrong_code");
            assertError(client.logIn(login("alice", "")), "wrong_code");
            assertError(client.logIn(login("alice", WRONG)), "wrong_code");
            Json hello = client.logIn(login("alice", CODE));
            assertThat(hello.type()).as("%s", hello).isEqualTo("hello");
            client.say("#lobby", "hi");
            client.hears("hi");
        } else {
            for (Json refused :
                    new Json[] {Json.of("login").with("user", "alice"), login("alice", WRONG)}) {
                assertError(Session.post(lab.http(), refused.toString()), "wrong_code");
            }
        }
        TransportClient bob = scene.connect(transport, new Entry(session("bob"), null));
        bob.say("#lobby", "hello");
        bob.hears("hello");
    }

    @Test
    @Rule({"S22", "C17"})
    void aCodeThatIsNoStringIsABadRequest() {
        assertError(Session.post(lab.http(), "{\"user\":\"alice\",\"code\":7}"), "bad_request");
    }

    @Test
    @Rule({"S22", "H2"})
    void aPersonTypesTheCodeAfterTheName() {
        TelnetClient telnet = scene.closing(TelnetClient.open(lab));
        telnet.type("/login bob").expectError("wrong_code");
        telnet.type("/login bob " + WRONG).expectError("wrong_code");
        telnet.logIn("/login bob " + CODE);
        assertThat(telnet.forEyes()).anyMatch(line -> line.contains("/login NAME CODE"));
    }

    @Test
    @Rule({"S22", "K7"})
    void aClientOfSocketIoConnectsWithTheCode() {
        SocketIoWire wire = scene.closing(SocketIoWire.open(lab.http(), 0));
        wire.send("40{\"user\":\"ann\",\"code\":\"" + WRONG + "\"}");
        assertError(SocketIoWire.refusal(wire.text()), "wrong_code");
        SocketIoWire other = scene.closing(SocketIoWire.open(lab.http(), 0));
        other.send("40{\"user\":\"ann\",\"code\":\"" + CODE + "\"}");
        assertThat(other.json("hello").string("user")).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"textmsg", "servermessage"})
    @Rule({"S22", "D8"})
    void aPageInADialectHasTheCodeInItsConnectPacketOrInItsAddress(String dialect) {
        DialectPage without = DialectPage.open(scene, "", "/" + dialect + ",", "");
        assertThat(without.event().get(1).get("code").textValue()).isEqualTo("wrong_code");
        String auth = "{\"code\":\"" + CODE + "\"}";
        DialectPage packet = DialectPage.open(scene, "", "/" + dialect + ",", auth);
        DialectPage address = DialectPage.open(scene, "&code=" + CODE, "/" + dialect + ",", "");
        String[] event =
                dialect.equals("textmsg")
                        ? new String[] {"textmsg", "content"}
                        : new String[] {"message", "msg"};
        String say = "[\"%s\",{\"name\":\"%%s\",\"%s\":\"%%s\"}]".formatted(event[0], event[1]);
        address.emit(say.formatted("ida", "hello"));
        assertThat(heard(address, "hello")).contains("ida");
        packet.emit(say.formatted("eva", "hi all"));
        assertThat(heard(address, "hi all")).contains("eva");
    }

    private static String heard(DialectPage page, String text) {
        String packet = page.wire().text();
        while (!packet.contains(text)) {
            packet = page.wire().text();
        }
        return packet;
    }

    @Test
    @Rule({"S23", "M1"})
    void wrongCodesOfAnAddressAreLimitedWhateverTheName() throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            String attempt = login(scene.name("eve"), WRONG).toString();
            assertError(Session.post(lab.http(), attempt), "wrong_code");
        }
        HttpAnswer refused = Session.post(lab.http(), login("alice", CODE).toString());
        assertError(refused, "rate_limited");
        assertThat(refused.header("retry-after")).isEqualTo("1");
        assertError(
                Session.post(lab.http(), Json.of("login").with("user", "bob").toString()),
                "wrong_code");

        try (Socket elsewhere = fromElsewhere()) {
            elsewhere.getOutputStream().write(Net.utf8(login("alice", CODE) + "\n"));
            assertThat(Net.line(elsewhere.getInputStream())).contains("hello");
        }
        Json limits =
                HttpConnection.once(lab.http(), "GET", "/api/meters", Meters.key(lab), "")
                        .json()
                        .object("limits");
        assertThat(limits.number("wrong_codes")).isEqualTo(ATTEMPTS);
        assertThat(limits.number("code_attempts")).isEqualTo(1);
    }

    @Test
    @Rule("S23")
    void wrongCodesUnderANameAreLimitedWhateverTheAddress() throws Exception {
        try (Socket elsewhere = fromElsewhere()) {
            for (int i = 0; i < ATTEMPTS; i++) {
                elsewhere.getOutputStream().write(Net.utf8(login("alice", WRONG) + "\n"));
                assertThat(Net.line(elsewhere.getInputStream())).contains("wrong_code");
            }
        }
        assertError(Session.post(lab.http(), login("Alice", CODE).toString()), "rate_limited");
        assertThat(session("bob").user()).isEqualTo("bob");
    }

    @Test
    @Rule("S23")
    void manyAttemptsAtOnceAreNoMoreThanOneAfterTheOther() {
        PushClient client = scene.dial();
        for (int i = 0; i < 3 * ATTEMPTS; i++) {
            client.send(login("eve", WRONG));
        }
        int wrong = 0;
        for (int i = 0; i < 3 * ATTEMPTS; i++) {
            wrong += Refusals.check(client.answer()).equals("wrong_code") ? 1 : 0;
        }
        assertThat(wrong).isBetween(ATTEMPTS, ATTEMPTS + 2);
    }

    /// A socket of another person, whose address is another one, too.
    private Socket fromElsewhere() throws Exception {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        socket.connect(lab.tcp());
        return socket;
    }
}
