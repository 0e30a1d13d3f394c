package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names and addresses: which there are, which are the same, which are refused.
interface AddressRules extends Staged {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "-a",
                "_a",
                ".a",
                "a/b",
                "a#b",
                "a@b",
                "a\u0000",
                "a\u0007b",
                "a\nb",
                "a\u200bb",
                "a\u202eb",
                "\u0301a",
                "a\ufeff",
                "\u3164",
                "admin\u3164",
                "ad\uffa0min",
                "admin\u115f",
                "a\u1160b",
                "a\u00adb",
                "abcdefghijklmnopqrstuvwxyz0123456",
                "\ud83e\udd8a",
                "<b>bold</b>",
            })
    @Rule({"A1", "A4", "R3"})
    default void aNameThatIsNoneIsABadRequest(String name) {
        assertRefused("bad_request", () -> scene().sessionOf(name));
        TransportClient alice = scene().enter("alice");
        alice.refused(Json.of("join").with("to", "#" + name), "bad_request");
        alice.refused(Json.say("@" + name, "hi"), "bad_request");
        alice.ping();
    }

    /// The last has 32 characters beyond the Basic Multilingual Plane, 64 of Java's.
    static List<String> names() {
        String longest = "\ud801\udc28".repeat(32);
        return List.of("a", "9lives", "Ærøskøbing", "日本語", "a.b-c_d", "Ωμέγα", longest);
    }

    @ParameterizedTest
    @MethodSource("names")
    @Rule("A1")
    default void lettersOfAllTheWorldAreWelcomeInNames(String name) {
        TransportClient alice = scene().connect(scene().sessionOf(name), null);
        alice.join("#" + name);
        assertThat(alice.sees("joined", alice).string("to")).isEqualTo("#" + name);
        alice.say("@" + name, "to myself");
        assertThat(alice.hears("to myself").string("from")).isEqualTo(name);
    }

    @Test
    @Rule({"A2", "S8"})
    default void namesThatDifferByCaseOrCompositionAreTheSame() {
        String composed = scene().name("Zo\u00eb");
        TransportClient zoe =
                scene().connect(scene().sessionOf(composed.replace("\u00eb", "e\u0308")), null);
        assertThat(zoe.user()).isEqualTo(composed);
        assertRefused("name_taken", () -> scene().sessionOf(composed.toUpperCase(Locale.ROOT)));
        TransportClient bob = scene().enter("bob");
        bob.say("@" + composed.toUpperCase(Locale.ROOT), "loud");
        assertThat(zoe.hears("loud").string("to")).isEqualTo("@" + composed);

        String group = scene().group("Caf\u00e9");
        zoe.join(group);
        bob.join(group.toLowerCase(Locale.ROOT).replace("\u00e9", "e\u0301"));
        bob.say(group.toUpperCase(Locale.ROOT), "the same table");
        zoe.sees("joined", zoe);
        zoe.sees("joined", bob);
        assertThat(zoe.hears("the same table").string("to")).isEqualTo(group);
    }

    @Test
    @Rule({"A2", "S8"})
    default void aNameThatLooksLikeOneInUseIsTakenUntilThatIsFree() {
        String name = scene().name("admin") + "l";
        Session admin = scene().sessionOf(name);
        List<String> likes =
                List.of(
                        name.substring(0, name.length() - 1) + "1",
                        name.substring(0, name.length() - 1) + "I",
                        name.replace("m", "rn"),
                        name.replace('a', '\u0430'),
                        name.replace('d', '\uff44'),
                        name.replace("n", "\ud835\udc27").toUpperCase(Locale.ROOT));
        TransportClient alice = scene().enter("alice");
        alice.join("#" + name);
        alice.sees("joined", alice);
        for (String like : likes) {
            assertRefused("name_taken", () -> scene().sessionOf(like));
            alice.refused(Json.of("join").with("to", "#" + like), "name_taken");
            alice.refused(Json.say("@" + like, "to whom?"), "unknown_user");
            alice.refused(Json.say("#" + like, "to whom?"), "unknown_group");
        }
        alice.leave("#" + name);
        alice.sees("left", alice);
        admin.logOut(scene().lab().http());
        String cyrillic = likes.get(3);
        TransportClient second = scene().connect(scene().sessionOf(cyrillic), null);
        second.join("#" + cyrillic);
        Json joined = second.sees("joined", second);
        assertThat(joined.string("to")).as("shown as sent").isEqualTo("#" + cyrillic);
        assertRefused("name_taken", () -> scene().sessionOf(name));
        second.refused(Json.of("join").with("to", "#" + name), "name_taken");
        alice.refused(Json.of("join").with("to", "#1obby"), "name_taken");
    }

    @Test
    @Rule({"A3", "E7"})
    default void everyoneIsInTheLobbyAndCannotLeaveIt() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.done(Json.of("join").with("to", "#lobby"));
        alice.refused(Json.of("leave").with("to", "#lobby"), "bad_request");
        alice.refused(Json.of("leave").with("to", "#LOBBY"), "bad_request");
        alice.say("#lobby", "hello, all");
        bob.hears("hello, all");
        alice.hears("hello, all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lobby", "#", "@", "##x", "@#x", "#a b", " #x", "#x ", "*", "&x"})
    @Rule({"A4", "R3"})
    default void anAddressThatIsNoneIsABadRequest(String address) {
        TransportClient alice = scene().enter("alice");
        for (String type : List.of("say", "join", "leave", "users", "history")) {
            Json command = Json.of(type).with("to", address).with("text", "hi");
            alice.refused(command, "bad_request");
        }
        alice.ping();
    }

    @Test
    @Rule("A4")
    default void whatIsAboutGroupsRefusesUsers() {
        TransportClient alice = scene().enter("alice");
        for (String type : List.of("join", "leave", "users")) {
            alice.refused(Json.of(type).with("to", alice.address()), "bad_request");
        }
    }

    @Test
    @Rule({"A5", "A7"})
    default void aGroupIsThereForAsLongAsItHasMembers() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        assertGroupCommands(alice, group, "unknown_group");
        bob.join(group);
        assertGroupCommands(alice, group, "not_member");
        alice.join(group);
        alice.say(group, "in");
        alice.leave(group);
        assertGroupCommands(alice, group, "not_member");
        bob.leave(group);
        assertGroupCommands(alice, group, "unknown_group");
    }

    private void assertGroupCommands(TransportClient client, String group, String code) {
        for (String type : List.of("say", "leave", "users", "history")) {
            client.refused(Json.of(type).with("to", group).with("text", "hi"), code);
        }
    }

    @Test
    @Rule("A6")
    default void joiningTwiceIsOkAndPublishesNothing() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.join(group);
        bob.join(group);
        alice.join(group);
        alice.join(group);
        alice.say(group, "done");
        alice.sees("joined", alice);
        for (TransportClient each : List.of(alice, bob)) {
            each.sees("joined", bob);
            each.hears("done");
        }
    }

    @Test
    @Rule("A8")
    default void aUserWithoutASessionIsUnknown() {
        TransportClient alice = scene().enter("alice");
        alice.refused(Json.say("@" + scene().name("nobody"), "hi"), "unknown_user");
        String nobody = "@" + scene().name("nobody");
        alice.refused(Json.of("history").with("to", nobody), "unknown_user");
        alice.ping();
    }

    @Tag("slow")
    @Test
    @Rule("A15")
    default void aSessionIsInAThousandGroupsAtMost() {
        TransportClient alice = scene().enter("alice");
        String prefix = scene().group("g");
        for (int i = 0; i < 1_000; i++) {
            alice.join(prefix + "." + i);
        }
        alice.refused(Json.of("join").with("to", prefix + ".more"), "too_many");
        alice.join(prefix + ".7");
        alice.leave(prefix + ".7");
        alice.join(prefix + ".more");
    }
}
