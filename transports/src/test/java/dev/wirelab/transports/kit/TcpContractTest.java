package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.transports.Quotas;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on TCP lines, and what is peculiar to them.
class TcpContractTest extends TransportContract {
    TcpContractTest() {
        super(KitTransport.TCP);
    }

    private LineSocket open() {
        return scene().closing(LineSocket.open(scene().lab().tcp()));
    }

    private LineSocket loggedIn() {
        LineSocket socket = open();
        socket.send(Json.of("login").with("user", scene().name("raw")));
        assertThat(socket.json().type()).isEqualTo("hello");
        return socket;
    }

    @Test
    @Rule({"T1", "T2"})
    void linesEndWithLfOrCrlfAndEmptyOnesArePassedOver() {
        LineSocket socket = open();
        String login = Json.of("login").with("user", scene().name("crlf")).toString();
        socket.raw(
                Net.utf8(
                        login
                                + "\r\n\r\n\n"
                                + Json.of("ping")
                                + "\n\n"
                                + Json.of("groups")
                                + "\r\n"));
        assertThat(socket.json().type()).isEqualTo("hello");
        assertThat(socket.json().type()).isEqualTo("pong");
        assertThat(socket.json().type()).isEqualTo("groups");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufeff",
                " ",
                "\t  ",
                "\r\n",
                "\n\n",
                "\r\u0000",
                "\ufeff \r\n",
            })
    @Rule("T1")
    void whatMeansNothingBeforeAProgramsFirstByteIsSkipped(String before) {
        LineSocket socket = open();
        for (byte b : Net.utf8(before)) {
            socket.raw(new byte[] {b});
        }
        socket.send(Json.of("login").with("user", scene().name("blank")));
        assertThat(socket.json().type()).isEqualTo("hello");
        socket.send(Json.of("ping"));
        assertThat(socket.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule({"S17", "T6"})
    void aConnectionThatSaysNothingGetsTheReasonBeforeItIsClosed() {
        inLab(
                LabSettings.defaults().withLoginBound(Duration.ofMillis(500)),
                scene -> {
                    LineSocket silent = scene.closing(LineSocket.open(scene.lab().tcp()));
                    LineSocket blank = scene.closing(LineSocket.open(scene.lab().tcp()));
                    blank.raw(Net.utf8("\r\n"));
                    assertError(silent.json(), "unauthorized");
                    silent.awaitEnd();
                    assertError(blank.json(), "unauthorized");
                    blank.awaitEnd();
                });
    }

    @Test
    @Rule({"L8", "T6"})
    void aLineThatDripsEndsTheConnection() {
        inLab(
                LabSettings.defaults().withWriteStall(Duration.ofMillis(500)),
                scene -> {
                    LineSocket slow = scene.closing(LineSocket.open(scene.lab().tcp()));
                    slow.send(Json.of("login").with("user", scene.name("slow")));
                    assertThat(slow.json().type()).isEqualTo("hello");
                    Await.until(
                            "the lab ends it",
                            () -> {
                                slow.rawUntilRefused(Net.utf8(" "));
                                return slow.buffered() > 0;
                            });
                    assertError(slow.json(), "too_slow");
                    slow.awaitEnd();
                });
    }

    @Test
    @Rule({"L12", "T6"})
    void aProgramThatSendsNothingIsClosedAndOneThatSendsEmptyLinesIsNot() {
        Quotas quotas = new Quotas(0, 0, 0, 0, 0, 0, 1);
        inLab(
                LabSettings.defaults().withQuotas(quotas),
                scene -> {
                    LineSocket stopped = scene.closing(LineSocket.open(scene.lab().tcp()));
                    LineSocket alive = scene.closing(LineSocket.open(scene.lab().tcp()));
                    TelnetClient person =
                            scene.closing(TelnetClient.open(scene.lab()))
                                    .logIn("/login " + scene.name("person"));
                    stopped.send(Json.of("login").with("user", scene.name("stopped")));
                    alive.send(Json.of("login").with("user", scene.name("alive")));
                    assertThat(stopped.json().type()).isEqualTo("hello");
                    Await.until(
                            "the one that is silent gets the reason",
                            () -> {
                                alive.send("");
                                return stopped.buffered() > 0;
                            });
                    assertError(stopped.json(), "too_slow");
                    stopped.awaitEnd();
                    alive.send(Json.of("ping"));
                    assertThat(alive.json("pong").type()).isEqualTo("pong");
                    assertThat(person.forEyes()).isNotEmpty();
                });
    }

    @Test
    @Rule({"T1", "C5"})
    void aLineMayArriveByteByByte() {
        LineSocket socket = open();
        String lines =
                Json.of("login").with("user", scene().name("slow"))
                        + "\r\n"
                        + Json.of("ping")
                        + "\r\n";
        for (byte b : Net.utf8(lines)) {
            socket.raw(new byte[] {b});
        }
        assertThat(socket.json().type()).isEqualTo("hello");
        assertThat(socket.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule({"T3", "T6", "R4"})
    void aLineOfTenMegabytesIsRefusedBeforeItsEnd() {
        LineSocket socket = loggedIn();
        TransportClient bob = scene().enter("bob");
        socket.send(Json.say("#lobby", "before"));
        socket.rawUntilRefused(Net.utf8("{\"type\":\"say\",\"text\":\"" + "a".repeat(10_000_000)));
        Json error = socket.json("error");
        assertError(error, "too_large");
        socket.awaitEnd();
        bob.hears("before");
        bob.ping();
    }

    @Test
    @Rule("T3")
    void aLineThatNeverEndsIsRefusedWithoutWaitingForMore() {
        LineSocket socket = loggedIn();
        socket.raw(Net.utf8("a".repeat(8_194)));
        assertError(socket.json(), "too_large");
        socket.awaitEnd();
    }

    @Test
    @Rule("T3")
    void theEndOfALineDoesNotCountTowardsItsLimit() {
        LineSocket socket = loggedIn();
        String empty = Json.of("ping").with("x", "").toString();
        String full = Json.of("ping").with("x", "a".repeat(8_192 - empty.length())).toString();
        socket.raw(Net.utf8(full + "\r\n" + full + "\n"));
        assertThat(socket.json().type()).isEqualTo("pong");
        assertThat(socket.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule("T3")
    void aLineOverTheLimitBeforeTheLogInIsRefusedToo() {
        LineSocket socket = open();
        socket.rawUntilRefused(Net.utf8("{" + " ".repeat(20_000)));
        assertError(socket.json(), "too_large");
        socket.awaitEnd();
    }

    private LineSocket inVersion2(Session session) {
        LineSocket socket = open().send(new Entry(session, null).in(2).login());
        assertThat(socket.json("hello").number("v")).isEqualTo(2);
        return socket;
    }

    @Test
    @Rule("B9")
    void bytesFollowTheirLineHoweverTheyArrive() {
        Session alice = scene().session("alice");
        LineSocket socket = inVersion2(alice);
        Json head =
                BinaryContentRules.picture("@" + alice.user(), new byte[1])
                        .without("data")
                        .with("bytes", 6);
        for (byte b : Net.utf8(head + "\r\n\n{}\r\nx")) {
            socket.raw(new byte[] {b});
        }
        Json message = socket.json("message");
        assertThat(message.number("bytes")).isEqualTo(6);
        assertThat(message.has("data") || message.has("text")).isFalse();
        assertThat(Net.utf8(socket.bytes(6))).isEqualTo("\n{}\r\nx");
        socket.send(Json.of("ping"));
        assertThat(socket.json().type()).isEqualTo("pong");
    }

    @ParameterizedTest
    @CsvSource({
        "0, bad_request",
        "-1, bad_request",
        "1.5, bad_request",
        "'\"6\"', bad_request",
        "65537, too_large",
        "99999999999, bad_request"
    })
    @Rule({"B9", "R4"})
    void anImpossibleNumberOfBytesEndsTheConnection(String bytes, String code) {
        LineSocket socket = inVersion2(scene().session("alice"));
        socket.send("{\"type\":\"say\",\"bytes\":" + bytes + "}");
        assertError(socket.json("error"), code);
        socket.awaitEnd();
    }

    @Test
    @Rule({"B9", "B1"})
    void inVersion1NoBytesFollow() {
        LineSocket socket = loggedIn();
        socket.send(Json.say("#lobby", "hi").with("bytes", 3).with("id", "a"));
        socket.send(Json.of("ping"));
        assertThat(socket.json("ok").string("id")).isEqualTo("a");
        assertThat(socket.json("pong").type()).isEqualTo("pong");
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
    @Rule({"T4", "T6", "R4"})
    void invalidUtf8IsRefusedAndTheConnectionIsClosed(String bytes) {
        LineSocket socket = loggedIn();
        TransportClient bob = scene().enter("bob");
        socket.raw(
                ("{\"type\":\"say\",\"to\":\"#lobby\",\"text\":\"" + bytes + "\"}\n")
                        .getBytes(ISO_8859_1));
        assertError(socket.json(), "bad_request");
        socket.awaitEnd();
        bob.say("#lobby", "undisturbed");
        bob.hears("undisturbed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "/help", "[1]", "7", "null", "\"ping\"", "GET / HTTP/1.1"})
    @Rule("T5")
    void aLineThatIsNoCommandIsABadRequestAndTheConnectionLivesOn(String line) {
        LineSocket socket = loggedIn();
        socket.send(line);
        assertError(socket.json(), "bad_request");
        socket.send(Json.of("ping"));
        assertThat(socket.json().type()).isEqualTo("pong");
    }

    @Test
    @Rule("T6")
    void anEndedSessionGetsTheReason() {
        TcpClient alice =
                TcpClient.connect(scene().lab(), new Entry(scene().session("alice"), null));
        alice.session().logOut(scene().lab().http());
        assertThat(alice.ending().code()).isEqualTo("unauthorized");
    }

    @Test
    @Rule("T7")
    void whatWasSentBeforeTheClientEndedItsSideIsDone() {
        TransportClient bob = scene().enter("bob");
        LineSocket socket = open();
        socket.send(Json.of("login").with("user", scene().name("brief")));
        for (int i = 0; i < 100; i++) {
            socket.send(Json.say("#lobby", "n" + i));
        }
        socket.endOutput();
        socket.awaitEnd();
        for (int i = 0; i < 100; i++) {
            bob.hears("n" + i);
        }
    }

    @Test
    @Rule("T1")
    void theLabSaysNothingBeforeAProgramHasSpoken() {
        LineSocket socket = open();
        socket.send(Json.of("login").with("user", scene().name("first")));
        assertThat(socket.line()).startsWith("{\"type\":\"hello\"");
    }

    @Test
    @Rule("E12")
    void eventsThatAreDueTogetherComeTogether() {
        TransportClient alice = scene().enter("alice");
        for (int i = 0; i < 100; i++) {
            alice.say(alice.address(), "n" + i);
        }
        LineSocket socket = open();
        socket.send(new Entry(alice.session(), "0").login());
        List<String> types = List.of(socket.json().type(), socket.json().type());
        assertThat(types).containsExactly("hello", "message");
        assertThat(socket.buffered()).as("bytes that came with the first event").isPositive();
    }
}
