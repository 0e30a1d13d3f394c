package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A person at telnet: the same chat, in lines to be read and typed.
@Timeout(60)
final class TelnetContractTest {
    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.TCP);

    private TelnetClient open() {
        return STAGE.scene().closing(TelnetClient.open(STAGE.lab()));
    }

    private TelnetClient as(Session session) {
        return open().logIn("/token " + session.token());
    }

    @Test
    @Rule({"H1", "H2", "H10"})
    void aPersonLogsInAndTalksToTheLobby() {
        String bob = STAGE.scene().name("bob");
        TelnetClient telnet = open().logIn("/login " + bob);
        TransportClient alice = STAGE.scene().enter("alice");
        telnet.type("hello, all").type("").type("and again");
        telnet.expectMessage("#lobby", bob, "hello, all");
        telnet.expectMessage("#lobby", bob, "and again");
        Json heard = alice.hears("hello, all");
        assertThat(heard.string("from")).isEqualTo(bob);
        alice.hears("and again");
        alice.say("@" + bob, "psst");
        telnet.expectMessage("@" + bob, alice.user(), "psst");
    }

    @Test
    @Rule({"H2", "H3", "H16"})
    void theLogInShowsTheTokenThatBringsTheSessionBack() {
        TelnetClient first = open().logIn("/login " + STAGE.scene().name("bob"));
        String shown = String.join("\n", first.forEyes());
        Matcher token = Pattern.compile("(?m)^\\* token (\\S+)$").matcher(shown);
        assertThat(token.find()).as(shown).isTrue();
        first.socket().cut();
        TelnetClient second = open().logIn("/token " + token.group(1) + " " + first.cursor());
        second.type("back again");
        second.expect("message \\S+ #lobby \\S+ back again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\u0000", "\n", "\r\n"})
    @Rule("H1")
    void aPersonsLineEndsAsRfc854HasIt(String end) {
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = open();
        telnet.socket().raw(Net.utf8(end + "/token " + session.token() + end));
        telnet.expect("ok \\S+");
        telnet.socket().raw(Net.utf8("one" + end + "two" + end));
        telnet.expectMessage("#lobby", session.user(), "one");
        telnet.expectMessage("#lobby", session.user(), "two");
    }

    @Test
    @Rule({"H1", "T1"})
    void textThatBeginsLikeAByteOrderMarkIsText() {
        TelnetClient telnet = open();
        for (byte b : Net.utf8("\ufedb\r\n")) {
            telnet.socket().raw(new byte[] {b});
        }
        telnet.expectError("unauthorized");
        telnet.type("/ping").expectError("unauthorized");
    }

    @Test
    @Rule({"H3", "H4", "E5"})
    void aSessionResumesAtTelnetAndElsewhereFromItsCursor() {
        TransportClient alice = STAGE.scene().enter("alice");
        TransportClient bob = STAGE.scene().enter("bob");
        bob.say(alice.address(), "one");
        bob.say(alice.address(), "two");
        alice.hears("one");
        alice.cut();
        TelnetClient telnet =
                open().logIn("/token " + alice.session().token() + " " + alice.cursor());
        String cursor = telnet.expectMessage(alice.address(), bob.user(), "two");
        telnet.type("/token");
        Matcher token =
                Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+")
                        .matcher(String.join("\n", telnet.forEyes()));
        assertThat(token.find()).isTrue();
        bob.say(alice.address(), "three");
        Session shown = new Session(alice.user(), token.group(), alice.session().expiresAt());
        for (KitTransport wire : KitTransport.values()) {
            STAGE.scene().connect(wire, new Entry(shown, cursor)).hears("three");
        }
    }

    @Test
    @Rule("H5")
    void aPersonChoosesTheAddressOfTheirMessages() {
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = as(session);
        TransportClient alice = STAGE.scene().enter("alice");
        telnet.type("/say " + alice.address() + " once").type("/to " + alice.address());
        telnet.type("  from now on  ").type("/say #lobby hello");
        assertThat(alice.hears("once").string("to")).isEqualTo(alice.address());
        assertThat(alice.hears("  from now on  ").string("to")).isEqualTo(alice.address());
        alice.hears("hello");
    }

    @Test
    @Rule({"H6", "H7", "H10"})
    void aPersonJoinsAndLeavesAndListsTheMembers() {
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = as(session);
        String group = STAGE.scene().group("java");
        TransportClient alice = STAGE.scene().enter("alice");
        telnet.type("/join " + group);
        awaitLine(telnet, "joined \\S+ " + group + " " + session.user());
        alice.join(group);
        awaitLine(telnet, "joined \\S+ " + group + " " + alice.user());
        telnet.type("/users " + group);
        awaitLine(telnet, "users " + group + " 2 " + alice.user() + " " + session.user());
        telnet.type("/groups");
        awaitLine(telnet, "groups #lobby (\\S+ )*" + group + "( \\S+)*");
        telnet.type("/users");
        awaitLine(telnet, "users #lobby \\d+ .*" + alice.user() + ".*");
        alice.leave(group);
        awaitLine(telnet, "left \\S+ " + group + " " + alice.user());
        telnet.type("/leave " + group);
        awaitLine(telnet, "left \\S+ " + group + " " + session.user());
    }

    /// The next line but for an `ok`, which must match.
    private static void awaitLine(TelnetClient telnet, String pattern) {
        String line = telnet.line();
        while (line.equals("ok") || line.startsWith("ok ")) {
            line = telnet.line();
        }
        assertThat(line).matches(pattern);
    }

    @Test
    @Rule("H8")
    void historyIsShownAsLinesOldestFirst() {
        Session session = STAGE.scene().session("bob");
        TransportClient alice = STAGE.scene().enter("alice");
        alice.say("@" + session.user(), "one");
        alice.say("@" + session.user(), "two");
        TelnetClient telnet = as(session);
        telnet.type("/history " + alice.address());
        telnet.expectMessage("@" + session.user(), alice.user(), "one");
        telnet.expectMessage("@" + session.user(), alice.user(), "two");
        telnet.type("/history");
        telnet.type("/ping");
        String line = telnet.line();
        while (!line.equals("pong")) {
            assertThat(line).startsWith("message ");
            line = telnet.line();
        }
    }

    @Test
    @Rule({"H9", "H16"})
    void helpIsForEyesAndQuitEndsTheConnection() {
        TelnetClient telnet = as(STAGE.scene().session("bob"));
        telnet.forEyes();
        telnet.type("/help");
        assertThat(telnet.forEyes()).hasSizeGreaterThan(5);
        telnet.type("/quit");
        telnet.socket().awaitEnd();
    }

    @Test
    @Rule({"H9", "H16"})
    void helpIsThereBeforeTheLogInToo() {
        TelnetClient telnet = open().type("/help");
        String line = telnet.socket().line();
        assertThat(line).startsWith("*");
        telnet.type("/quit");
        telnet.socket().awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\nlines|two\\nlines",
                "cr\rlf\r\n|cr\\rlf\\r\\n",
                "tab\there|tab\\there",
                "back\\slash \\n|back\\\\slash \\\\n",
                "esc\u001b[31mred|esc\\u{1b}[31mred",
                "nul\0 del\u007f|nul\\u{0} del\\u{7f}",
                "c1\u009b2J|c1\\u{9b}2J",
                "rtl\u202e|rtl\\u{202e}",
                "sep\u2028|sep\\u{2028}",
                "\u20ac \ud83e\udd8a|\u20ac \ud83e\udd8a",
            })
    @Rule({"H11", "A14"})
    void noControlCharacterReachesATerminal(String pair) {
        String text = pair.substring(0, pair.indexOf('|'));
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = as(session);
        TransportClient alice = STAGE.scene().enter("alice");
        alice.say("@" + session.user(), text);
        telnet.expectMessage(
                "@" + session.user(), alice.user(), pair.substring(pair.indexOf('|') + 1));
        alice.refused(Json.say("@no\u001bbody", "x"), "bad_request");
        telnet.type("/join #esc\u001b[2J");
        telnet.expectError("bad_request");
    }

    @Test
    @Rule({"B5", "H10", "H8"})
    void aPersonSeesALineThatNamesBinaryContent() {
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = as(session);
        TransportClient alice =
                STAGE.scene()
                        .connect(
                                KitTransport.WEBSOCKET,
                                new Entry(STAGE.scene().session("alice"), null).in(2));
        String to = "@" + session.user();
        alice.done(BinaryContentRules.picture(to, BinaryContentRules.bytes(3_000)));
        String line = "[image/png cat.png, 3000 bytes]";
        telnet.expectMessage(to, alice.user(), line);
        telnet.type("/history @" + alice.user());
        telnet.expectMessage(to, alice.user(), line);
    }

    @Test
    @Rule("H12")
    void whatAPersonTypesIsTakenAsItStands() {
        TelnetClient telnet = as(STAGE.scene().session("bob"));
        TransportClient alice = STAGE.scene().enter("alice");
        telnet.type("C:\\new\\u{41} \\\\").type("/say #lobby /not a command");
        alice.hears("C:\\new\\u{41} \\\\");
        alice.hears("/not a command");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff\u00fd\u0018",
                "\u00ff\u00fb\u001f\u00ff\u00fd\u0001",
                "\u00ff\u00fa\u0018\u0000xterm\u00ff\u00f0",
                "\u00ff\u00fa\u001f\u0000\n\u0000\r\u00ff\u00f0",
                "\u00ff\u00f1",
            })
    @Rule("H13")
    void telnetNegotiationIsPassedOver(String negotiation) {
        byte[] bytes = negotiation.getBytes(ISO_8859_1);
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = open();
        telnet.socket().raw(bytes);
        telnet.logIn("/token " + session.token());
        telnet.socket().raw(Net.utf8("he")).raw(bytes).raw(Net.utf8("llo\r\n"));
        telnet.expectMessage("#lobby", session.user(), "hello");
    }

    @Test
    @Rule({"H14", "S16", "R3"})
    void aRefusalIsALineAndTheConnectionLivesOn() {
        TelnetClient telnet = open();
        for (String line : List.of("hello", "/groups", "/join #java", "/ping", "/token")) {
            telnet.type(line).expectError("unauthorized");
        }
        TransportClient alice = STAGE.scene().enter("alice");
        telnet.type("/login " + alice.user()).expectError("name_taken");
        telnet.type("/login a b").expectError("bad_request");
        telnet.type("/login").expectError("bad_request");
        telnet.type("/token x.y.z").expectError("unauthorized");
        telnet.type("/token " + alice.session().token() + " nowhere").expectError("bad_request");
        telnet.logIn("/login " + STAGE.scene().name("bob"));
        telnet.type("/login eve").expectError("bad_request");
        telnet.type("/dance").expectError("bad_request");
        telnet.type("/").expectError("bad_request");
        telnet.type("   ").expectError("bad_request");
        telnet.type("/say").expectError("bad_request");
        telnet.type("/say #lobby").expectError("bad_request");
        telnet.type("/join lobby").expectError("bad_request");
        telnet.type("/leave #lobby").expectError("bad_request");
        telnet.type("/say @nobody-here hi").expectError("unknown_user");
        telnet.type("/say #nothing-here hi").expectError("unknown_group");
        telnet.type("/users #nothing-here").expectError("unknown_group");
        telnet.type("a".repeat(4_097)).expectError("too_large");
        assertThat(telnet.forEyes()).noneMatch(line -> line.contains("Exception"));
    }

    @Test
    @Rule({"H15", "R4"})
    void aLineThatIsTooLongOrNoUtf8EndsTheConnection() {
        TransportClient alice = STAGE.scene().enter("alice");
        TelnetClient wordy = as(STAGE.scene().session("bob"));
        wordy.socket().rawUntilRefused(Net.utf8("a".repeat(10_000_000)));
        wordy.expectError("too_large");
        wordy.socket().awaitEnd();
        TelnetClient garbled = as(STAGE.scene().session("bob"));
        garbled.socket().raw("caf\u00e9\r\n".getBytes(ISO_8859_1));
        garbled.expectError("bad_request");
        garbled.socket().awaitEnd();
        alice.ping();
    }

    @Test
    @Rule({"H14", "S12"})
    void loggingOutElsewhereEndsThePersonsConnection() {
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = as(session);
        session.logOut(STAGE.lab().http());
        telnet.expectError("unauthorized");
        telnet.socket().awaitEnd();
    }

    @Test
    @Rule({"H10", "E9"})
    void aGapIsALine() {
        String[] old = new String[1];
        try (LabUnderTest other = Labs.start(LabSettings.defaults());
                TelnetClient before = TelnetClient.open(other)) {
            old[0] = before.logIn("/login alice").cursor();
        }
        Session session = STAGE.scene().session("bob");
        TelnetClient telnet = open().type("/token " + session.token() + " " + old[0]);
        assertThat(List.of(telnet.line(), telnet.line()))
                .anyMatch(line -> line.matches("ok \\S+"))
                .anyMatch(line -> line.matches("gap \\S+ epoch"));
    }
}
