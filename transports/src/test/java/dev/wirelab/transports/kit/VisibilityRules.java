package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who sees what, and that it arrives as it was said.
interface VisibilityRules extends Staged {

    @Test
    @Rule("A9")
    default void aGroupsEventsGoToItsMembersAtThatTime() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.join(group);
        alice.say(group, "before bob");
        bob.join(group);
        alice.say(group, "with bob");
        bob.leave(group);
        alice.say(group, "after bob");
        bob.join(group);
        alice.say(group, "with bob again");
        for (TransportClient each : List.of(bob, scene().connect(bob.session(), "0"))) {
            each.sees("joined", bob);
            each.hears("with bob");
            each.sees("left", bob);
            each.sees("joined", bob);
            each.hears("with bob again");
        }
        TransportClient late = scene().connect(alice.session(), "0");
        late.sees("joined", alice);
        late.hears("before bob");
        late.sees("joined", bob);
        late.hears("with bob");
        late.sees("left", bob);
        late.hears("after bob");
    }

    @Test
    @Rule({"A10", "E2"})
    default void aPrivateMessageIsSeenByItsTwoEndsAlone() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        TransportClient eve = scene().enter("eve");
        for (TransportClient each : List.of(alice, bob, eve)) {
            each.join(group);
        }
        alice.say(bob.address(), "psst");
        bob.say(alice.address(), "psst yourself");
        alice.say(group, "the fence");
        for (TransportClient each : List.of(alice, bob)) {
            Json first = each.heard("psst");
            assertThat(first.string("from")).isEqualTo(alice.user());
            assertThat(first.string("to")).isEqualTo(bob.address());
            Json second = each.hears("psst yourself");
            assertThat(second.string("from")).isEqualTo(bob.user());
            assertThat(second.string("to")).isEqualTo(alice.address());
            each.hears("the fence");
        }
        eve.sees("joined", eve);
        eve.hears("the fence");
        TransportClient again = scene().connect(eve.session(), "0");
        again.sees("joined", eve);
        again.hears("the fence");
        alice.say(group, "the second fence");
        again.hears("the second fence");
    }

    @Test
    @Rule({"A10", "E4"})
    default void whatOneSaysToOneselfIsSeenOnce() {
        TransportClient alice = scene().enter("alice");
        alice.say(alice.address(), "note");
        alice.say(alice.address(), "another");
        alice.hears("note");
        alice.hears("another");
    }

    @Test
    @Rule("A11")
    default void aUserWhoReusesANameGetsNoneOfItsFormerMessages() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.join(group);
        bob.join(group);
        alice.say(bob.address(), "for the first bob");
        alice.say(group, "for the first bob's group");
        bob.session().logOut(scene().lab().http());
        alice.sees("joined", alice);
        alice.sees("joined", bob);
        alice.hears("for the first bob");
        alice.hears("for the first bob's group");
        alice.sees("left", bob);
        TransportClient second = scene().connect(scene().sessionOf(bob.user()), "0");
        alice.say(second.address(), "for the second bob");
        second.hears("for the second bob");
        List<Json> history =
                second.ask(Json.of("history").with("to", alice.address())).list("events");
        assertThat(history)
                .extracting(event -> event.string("text"))
                .containsExactly("for the second bob");
    }

    @Test
    @Rule("A12")
    default void aSenderGetsItsOwnMessagesInOrderUnlessEchoIsOff() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        TransportClient quiet =
                scene().connect(wire(), new Entry(alice.session(), alice.cursor(), false));
        alice.say("#lobby", "one");
        bob.say("#lobby", "two");
        alice.say(bob.address(), "three");
        quiet.say("#lobby", "four");
        bob.say("#lobby", "five");
        for (String text : List.of("one", "two", "three", "four", "five")) {
            alice.hears(text);
        }
        quiet.hears("two");
        quiet.hears("five");
    }

    /// Texts that a careless codec would break.
    static List<String> texts() {
        return List.of(
                "x",
                " leading and trailing ",
                "quotes \" ' ` and \\ and \\n and \\u0041",
                "line\nfeed, carriage\rreturn, both\r\n, tab\t, nul\0, escape\u001b[31m, delete\u007f",
                "</script><img src=x onerror=alert(1)>&amp;",
                "next\u0085line, line\u2028separator, paragraph\u2029separator",
                "fox \ud83e\udd8a, family \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "right-to-left \u202e\u05d0\u05d1\u05d2, zero\u200bwidth, bom\ufeff",
                "decomposed e\u0301 stays so",
                "{\"type\":\"message\",\"from\":\"eve\"}",
                "data: x\n\nevent: y",
                "\u0001".repeat(1_000),
                "a".repeat(4_096),
                "\u20ac".repeat(1_365) + "a");
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Rule({"A13", "A14"})
    default void aTextArrivesCharacterForCharacter(String text) {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.say(bob.address(), text);
        bob.hears(text);
        alice.hears(text);
    }
}
