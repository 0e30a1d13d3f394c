package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Binary content: version 2, what it carries, and what a client of version 1 gets in its place.
interface BinaryContentRules extends Staged {
    int LARGEST = 65_536;

    /// Bytes of every value, the same each time.
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /// A picture for everybody in `to`.
    static Json picture(String to, byte[] data) {
        return Json.of("say")
                .with("to", to)
                .with("media", "image/png")
                .with("name", "cat.png")
                .with("data", Base64.getEncoder().encodeToString(data));
    }

    /// Checks that an event is a message with these bytes, named as in [#picture].
    static void assertPicture(Json event, byte[] data) {
        assertThat(event.type()).as("the next event %.200s", event).isEqualTo("message");
        assertThat(event.has("text")).as("a text besides the data").isFalse();
        assertThat(event.string("media") + " " + event.string("name"))
                .isEqualTo("image/png cat.png");
        assertThat(Base64.getDecoder().decode(event.string("data"))).isEqualTo(data);
    }

    /// Somebody new who uses version 2, over this scene's transport.
    default TransportClient modern(String hint) {
        return scene().connect(wire(), new Entry(scene().session(hint), null).in(2));
    }

    @Test
    @Rule({"B1", "B3", "B4", "B8", "B9"})
    default void binaryContentArrivesUnaltered() {
        TransportClient alice = modern("alice");
        TransportClient bob = modern("bob");
        for (int size : new int[] {1, 2, 3_000, LARGEST}) {
            byte[] data = bytes(size);
            Json ok = alice.done(picture("#lobby", data));
            for (TransportClient each : List.of(alice, bob)) {
                Json message = each.next();
                assertPicture(message, data);
                assertThat(message.cursor()).isEqualTo(ok.cursor());
                assertThat(message.string("from")).isEqualTo(alice.user());
            }
        }
        alice.say("#lobby", "and a text");
        bob.hears("and a text");
    }

    @Test
    @Rule("B4")
    default void theNameIsOptionalAndTheMediaTypeIsInLowerCase() {
        TransportClient alice = modern("alice");
        alice.done(picture(alice.address(), bytes(3)).without("name").with("media", "Image/PNG"));
        Json message = alice.next();
        assertThat(message.has("name")).isFalse();
        assertThat(message.string("media")).isEqualTo("image/png");
    }

    @Test
    @Rule("B3")
    default void whatIsNoBinaryContentIsRefused() {
        TransportClient alice = modern("alice");
        Json good = picture("#lobby", bytes(3));
        alice.refused(picture("#lobby", bytes(LARGEST + 1)), "too_large");
        for (Json bad :
                List.of(
                        good.with("data", ""),
                        good.with("data", "A"),
                        good.with("data", "AAAA\nAAAA"),
                        good.with("data", "_-_-"),
                        good.with("data", 7),
                        good.with("text", "and a text"),
                        good.without("media"),
                        good.with("media", "png"),
                        good.with("media", "image/png; x=1"),
                        good.with("media", "image/" + "x".repeat(65)),
                        good.with("name", ""),
                        good.with("name", "../cat.png"),
                        good.with("name", "C:\\cat.png"),
                        good.with("name", "cat\u001b[2J.png"),
                        good.with("name", "gnp\u202etac.exe"),
                        good.with("name", "x".repeat(129)),
                        good.without("data"))) {
            alice.refused(bad, "bad_request");
        }
        alice.done(good);
        assertPicture(alice.next(), bytes(3));
    }

    @Test
    @Rule("B5")
    default void aClientOfVersion1GetsATextInItsPlace() {
        TransportClient alice = modern("alice");
        TransportClient bob = scene().enter("bob");
        alice.done(picture("#lobby", bytes(3_000)));
        alice.done(picture("#lobby", bytes(7)).without("name"));
        alice.say("#lobby", "text");
        Json first = bob.hears("[image/png cat.png, 3000 bytes]");
        assertThat(first.has("data") || first.has("media") || first.has("name")).isFalse();
        bob.hears("[image/png, 7 bytes]");
        bob.hears("text");
        Json history = Json.of("history").with("to", "#lobby").with("max", 3);
        assertThat(bob.ask(history).list("events").getFirst()).isEqualTo(first);
        assertPicture(alice.ask(history).list("events").getFirst(), bytes(3_000));
    }

    @Test
    @Rule({"B1", "C1", "C17"})
    default void inVersion1BinaryContentIsUnknown() {
        TransportClient alice = scene().enter("alice");
        alice.refused(picture("#lobby", bytes(3)), "bad_request");
        alice.done(picture("#lobby", bytes(3)).with("text", "as ever").with("name", 7));
        alice.hears("as ever");
    }

    @Test
    @Rule({"B1", "E10"})
    default void anUnknownVersionIsRefused() {
        Entry entry = new Entry(scene().session("alice"), null).in(3);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> scene().connect(wire(), entry))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("bad_request"));
    }

    @Test
    @Rule({"B6", "C6", "E5"})
    default void theVersionBelongsToTheConnectionAndNotToTheSession() {
        Session session = scene().session("alice");
        TransportClient old = scene().connect(session, null);
        String start = old.cursor();
        Json command = picture("#lobby", bytes(300)).with("id", "same");
        for (KitTransport over : KitTransport.values()) {
            TransportClient modern = scene().connect(over, new Entry(session, start).in(2));
            modern.send(command);
            assertThat(modern.answer().type()).isEqualTo("ok");
            assertPicture(modern.next(), bytes(300));
        }
        Json placeholder = old.hears("[image/png cat.png, 300 bytes]");
        old.say("#lobby", "once");
        old.hears("once");
        TransportClient back =
                scene().connect(wire(), new Entry(session, placeholder.cursor()).in(2));
        back.hears("once");
    }

    @Test
    @Rule({"B7", "C18", "C15"})
    default void inVersion2CommandsAndWritesHaveLargerLimits() {
        TransportClient alice = modern("alice");
        String largest = Json.of("ping").with("x", "").toString();
        alice.send(Json.of("ping").with("x", "a".repeat(98_304 - largest.length())));
        assertThat(alice.answer().type()).isEqualTo("pong");
        for (int i = 0; i < 3; i++) {
            alice.done(picture(alice.address(), bytes(LARGEST)));
        }
        Json page = alice.ask(Json.of("history").with("to", alice.address()));
        assertThat(page.list("events")).hasSize(1);
        assertThat(page.flag("more")).isTrue();
        for (int i = 0; i < 3; i++) {
            assertPicture(alice.next(), bytes(LARGEST));
        }
        alice.send(Json.of("ping").with("x", "a".repeat(98_305 - largest.length())));
        assertError(alice.answer(), "too_large");
        if (wire().isDuplex()) {
            assertThat(alice.ending().code()).isEqualTo("too_large");
        }
    }

    @Test
    @Rule({"B8", "B9", "C6"})
    default void bytesAreTheSameCommandAsTheirBase64() {
        needsBytes();
        Session session = scene().session("alice");
        PushClient alice = (PushClient) scene().connect(wire(), new Entry(session, null).in(2));
        TransportClient bob = modern("bob");
        for (int size : new int[] {1, 3_000, LARGEST}) {
            byte[] data = bytes(size);
            Json command = picture(bob.address(), data).with("id", "same" + size);
            alice.sendRaw(command.without("data"), data);
            Json ok = alice.answer();
            assertThat(ok.type()).isEqualTo("ok");
            alice.send(command);
            assertThat(alice.answer()).isEqualTo(ok);
            assertPicture(alice.next(), data);
            assertPicture(bob.next(), data);
        }
        alice.say(bob.address(), "and a text");
        bob.hears("and a text");
    }

    @Test
    @Rule({"B8", "B9", "R3"})
    default void bytesThatAreRefusedLeaveTheConnectionOpen() {
        needsBytes();
        PushClient alice = (PushClient) modern("alice");
        Json head = picture(alice.address(), bytes(3)).without("data");
        for (Json bad :
                List.of(
                        head.without("media"),
                        head.with("name", "../cat.png"),
                        head.with("text", "and a text"),
                        head.with("to", 7),
                        picture(alice.address(), bytes(3)))) {
            alice.sendRaw(bad.with("id", "bad"), bytes(3));
            Json error = alice.answer();
            assertError(error, "bad_request");
            assertThat(error.string("id")).isEqualTo("bad");
        }
        alice.sendRaw(head.with("to", "@" + scene().name("nobody")), bytes(3));
        assertError(alice.answer(), "unknown_user");
        alice.sendRaw(head, Net.utf8("\n{}\n"));
        assertPicture(alice.next(), Net.utf8("\n{}\n"));
    }

    @Test
    @Rule({"B2", "S5", "S6"})
    default void helloNamesTheVersion() {
        needsDuplex();
        Session session = scene().session("alice");
        assertThat(scene().dial().logIn(new Entry(session, null).login()).has("v")).isFalse();
        assertThat(scene().dial().logIn(new Entry(session, null).in(2).login()).number("v"))
                .isEqualTo(2);
        PushClient bob = scene().dial();
        assertError(bob.logIn(Json.of("login").with("user", "b").with("v", 0)), "bad_request");
        Json hello = bob.logIn(Json.of("login").with("user", scene().name("bob")).with("v", 2));
        assertThat(hello.number("v")).isEqualTo(2);
    }
}
