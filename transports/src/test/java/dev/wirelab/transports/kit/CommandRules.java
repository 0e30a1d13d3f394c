package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands: their ids, their order, their answers to what is said, joined and left.
interface CommandRules extends Staged {

    @Test
    @Rule("C1")
    default void unknownMembersOfACommandAreIgnored() {
        TransportClient alice = scene().enter("alice");
        alice.done(
                Json.say("#lobby", "hi")
                        .with("colour", "red")
                        .with("deep", List.of(List.of(Json.of("x").node())))
                        .with("n", 1e300));
        alice.hears("hi");
    }

    @Test
    @Rule({"C2", "C4"})
    default void aReplyHasTheCommandsIdAndItsCursor() {
        TransportClient alice = scene().enter("alice");
        String group = scene().group("java");
        Json joined = alice.done(Json.of("join").with("to", group));
        Json said = alice.done(Json.say(group, "hi"));
        Json left = alice.done(Json.of("leave").with("to", group));
        assertThat(alice.sees("joined", alice).cursor()).isEqualTo(joined.cursor());
        assertThat(alice.hears("hi").cursor()).isEqualTo(said.cursor());
        assertThat(alice.sees("left", alice).cursor()).isEqualTo(left.cursor());
        alice.refused(Json.say("@" + scene().name("nobody"), "hi"), "unknown_user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0123456789012345678901234567890123456789012345678901234567890123",
                "quote \" and \\ and \u0001",
                "\u20ac\ud83e\udd8a",
            })
    @Rule("C2")
    default void anIdIsAnyStringOfUpTo64Bytes(String id) {
        TransportClient alice = scene().enter("alice");
        alice.send(Json.of("ping").with("id", id));
        assertThat(alice.answer().string("id")).isEqualTo(id);
        TransportClient bob = scene().enter("bob");
        bob.send(Json.say("#lobby", "hi").with("id", id));
        Json answer = bob.answer();
        assertThat(answer.string("id") + answer.type()).isEqualTo(id + "ok");
    }

    @Test
    @Rule("C3")
    default void withoutAnIdOnlyAQuestionOrAnErrorIsAnswered() {
        needsDuplex();
        TransportClient alice = scene().enter("alice");
        String group = scene().group("java");
        alice.send(Json.of("join").with("to", group));
        alice.send(Json.say(group, "hi"));
        alice.send(Json.of("leave").with("to", group));
        alice.send(Json.of("groups"));
        assertThat(alice.answer().type()).isEqualTo("groups");
        alice.send(Json.say(group, "gone"));
        Json error = alice.answer();
        assertError(error, "unknown_group");
        assertThat(error.has("id")).isFalse();
        alice.sees("joined", alice);
        alice.hears("hi");
        alice.sees("left", alice);
    }

    @Test
    @Rule("C5")
    default void commandsAreDoneAndAnsweredInTheOrderTheyWereSent() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        String group = scene().group("java");
        alice.join(group);
        bob.join(group);
        bob.sees("joined", bob);
        for (int i = 0; i < 300; i++) {
            alice.send(Json.say(group, "n" + i).with("id", "n" + i));
            if (i % 100 == 50) {
                alice.send(Json.of("ping").with("id", "p" + i));
            }
        }
        for (int i = 0; i < 300; i++) {
            assertThat(alice.answer().string("id")).isEqualTo("n" + i);
            if (i % 100 == 50) {
                assertThat(alice.answer().string("id")).isEqualTo("p" + i);
            }
        }
        for (int i = 0; i < 300; i++) {
            bob.hears("n" + i);
        }
    }

    @Test
    @Rule("C6")
    default void theSameCommandAgainIsAnsweredTheSameAndDoneOnce() {
        Session alice = scene().session("alice");
        TransportClient bob = scene().enter("bob");
        Json say = Json.say(bob.address(), "once").with("id", "same");
        TransportClient first = scene().connect(alice, null);
        first.send(say);
        Json answer = first.answer();
        assertThat(answer.type()).isEqualTo("ok");
        for (KitTransport wire : KitTransport.values()) {
            TransportClient again = scene().connect(wire, new Entry(alice, null));
            again.send(say);
            assertThat(again.answer()).isEqualTo(answer);
        }
        first.send(say.with("from", "an unknown member changes nothing"));
        assertThat(first.answer().cursor()).isEqualTo(answer.cursor());
        first.say(bob.address(), "and then");
        bob.hears("once");
        bob.hears("and then");
    }

    @Test
    @Rule("C6")
    default void joiningAndLeavingAgainByTheSameIdIsDoneOnce() {
        TransportClient alice = scene().enter("alice");
        String group = scene().group("java");
        Json join = Json.of("join").with("to", group).with("id", "j");
        alice.send(join);
        Json ok = alice.answer();
        alice.leave(group);
        alice.send(join);
        assertThat(alice.answer()).isEqualTo(ok);
        alice.refused(Json.say(group, "am I in?"), "unknown_group");
    }

    @Test
    @Rule({"C7", "R3"})
    default void theSameIdWithAnotherCommandIsRefused() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.send(Json.say(bob.address(), "first").with("id", "same"));
        assertThat(alice.answer().type()).isEqualTo("ok");
        for (Json other :
                List.of(
                        Json.say(bob.address(), "second"),
                        Json.say("#lobby", "first"),
                        Json.of("join").with("to", scene().group("java")))) {
            alice.send(other.with("id", "same"));
            Json error = alice.answer();
            assertError(error, "bad_request");
            assertThat(error.string("id")).isEqualTo("same");
        }
        alice.say(bob.address(), "third");
        bob.hears("first");
        bob.hears("third");
    }

    @Test
    @Rule("C7")
    default void whatAnotherSessionCallsItsCommandsIsItsOwnAffair() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        for (TransportClient each : List.of(alice, bob)) {
            each.send(Json.say(each.address(), "mine").with("id", "same"));
            assertThat(each.answer().type()).isEqualTo("ok");
            each.hears("mine");
        }
    }

    @Tag("slow")
    @Test
    @Rule("C8")
    default void theLastThousandIdsAreRememberedButNoneThatWasRefused() {
        TransportClient alice = scene().enter("alice");
        String bob = scene().name("bob");
        Json toBob = Json.say("@" + bob, "hi").with("id", "first");
        alice.send(toBob);
        assertError(alice.answer(), "unknown_user");
        TransportClient late = scene().connect(scene().sessionOf(bob), null);
        alice.send(toBob);
        Json ok = alice.answer();
        assertThat(ok.type()).isEqualTo("ok");
        for (int i = 0; i < 999; i++) {
            alice.say(late.address(), "n" + i);
        }
        alice.send(toBob);
        assertThat(alice.answer()).isEqualTo(ok);
        late.hears("hi");
        late.hears("n0");
    }

    @Test
    @Rule("C9")
    default void theSenderIsTheSessionWhateverTheCommandSays() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.done(
                Json.say("#lobby", "believe me")
                        .with("from", bob.user())
                        .with("user", bob.user())
                        .with("at", 1)
                        .with("cursor", alice.cursor()));
        for (TransportClient each : List.of(alice, bob)) {
            Json message = each.hears("believe me");
            assertThat(message.string("from")).isEqualTo(alice.user());
            assertThat(message.number("at"))
                    .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
        }
    }

    @Test
    @Rule("C10")
    default void pingIsAnsweredByPong() {
        TransportClient alice = scene().enter("alice");
        alice.send("{\"type\":\"ping\"}");
        assertThat(alice.answer()).isEqualTo(Json.of("pong"));
        alice.ping();
    }
}
