package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A session: how long it lives, what its token is good for, what ends with it.
interface SessionRules extends Staged {

    @Test
    @Rule({"S3", "S6"})
    default void aSessionThatWasOpenedOverHttpIsConnectedByItsToken() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob", KitTransport.TCP);
        alice.say(bob.address(), "it is me");
        assertThat(bob.hears("it is me").string("from")).isEqualTo(alice.user());
    }

    @Test
    @Rule("S8")
    default void aNameIsTakenWhileItsSessionLives() {
        TransportClient alice = scene().enter("alice");
        for (String name : List.of(alice.user(), alice.user().toUpperCase(Locale.ROOT))) {
            assertRefused("name_taken", () -> scene().sessionOf(name));
            if (wire().isDuplex()) {
                PushClient late = scene().dial();
                Refusals.assertError(late.logIn(Json.of("login").with("user", name)), "name_taken");
            }
        }
        alice.ping();
    }

    @Tag("slow")
    @Test
    @Rule({"S9", "S14"})
    default void aSessionOutlivesItsConnectionForItsLeaseAndThenItsNameIsFree() {
        inLab(
                LabSettings.defaults().withSessionLease(Duration.ofSeconds(3)),
                scene -> {
                    TransportClient bob = scene.enter("bob", KitTransport.TCP);
                    TransportClient alice = scene.enter("alice");
                    String group = scene.group("java");
                    bob.join(group);
                    alice.join(group);
                    alice.sees("joined", alice);
                    alice.cut();
                    bob.say(group, "while she is away");
                    bob.say(alice.address(), "for her alone");
                    assertRefused("name_taken", () -> scene.sessionOf(alice.user()));
                    TransportClient back = scene.connect(alice.session(), alice.cursor());
                    back.hears("while she is away");
                    back.hears("for her alone");
                    back.close();
                    bob.sees("joined", bob);
                    bob.sees("joined", alice);
                    bob.hears("while she is away");
                    bob.hears("for her alone");
                    bob.sees("left", alice);
                    assertRefused("unauthorized", () -> scene.connect(alice.session(), null));
                    TransportClient another = scene.connect(scene.sessionOf(alice.user()), null);
                    another.refused(Json.say(group, "am I in?"), "not_member");
                });
    }

    @Tag("slow")
    @Test
    @Rule("S10")
    default void pollingRenewsTheLease() {
        needsPolls();
        inLab(
                LabSettings.defaults().withSessionLease(Duration.ofSeconds(3)),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    Instant end = Instant.now().plusSeconds(7);
                    while (Instant.now().isBefore(end)) {
                        alice.say(alice.address(), "still here");
                        alice.hears("still here");
                        Await.pause();
                    }
                });
    }

    @Tag("slow")
    @Test
    @Rule("S10")
    default void aConnectionHoldsItsSessionHoweverQuietItIs() {
        needsStream();
        inLab(
                LabSettings.defaults().withSessionLease(Duration.ofSeconds(2)),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    Instant end = Instant.now().plusSeconds(4);
                    Await.until("four seconds", () -> Instant.now().isAfter(end));
                    alice.ping();
                });
    }

    @Test
    @Rule("S11")
    default void allConnectionsOfASessionSeeTheSame() {
        TransportClient bob = scene().enter("bob");
        Session alice = scene().session("alice");
        List<TransportClient> hers =
                Stream.concat(Stream.of(wire(), wire()), EnumSet.allOf(KitTransport.class).stream())
                        .map(wire -> scene().connect(wire, new Entry(alice, null)))
                        .toList();
        bob.say("@" + alice.user(), "one");
        hers.getFirst().say(bob.address(), "two");
        List<String> cursors =
                hers.stream()
                        .map(her -> her.hears("one").cursor() + " " + her.hears("two").cursor())
                        .toList();
        assertThat(cursors).containsOnly(cursors.getFirst());
    }

    @Test
    @Rule({"S12", "S14"})
    default void loggingOutEndsEveryConnectionOfTheSession() {
        TransportClient alice = scene().enter("alice");
        TransportClient second = scene().connect(alice.session(), null);
        TransportClient bob = scene().enter("bob");
        assertThat(alice.session().logOut(scene().lab().http()).status()).isEqualTo(204);
        for (TransportClient ended : List.of(alice, second)) {
            assertThat(ended.ending().code()).isEqualTo("unauthorized");
        }
        assertRefused("unauthorized", () -> scene().connect(alice.session(), alice.cursor()));
        bob.refused(Json.say(alice.address(), "are you there?"), "unknown_user");
        scene().sessionOf(alice.user());
        bob.ping();
    }

    @Test
    @Rule("S14")
    default void aSessionThatEndedHasLeftItsGroups() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        String group = scene().group("java");
        bob.join(group);
        bob.sees("joined", bob);
        alice.join(group);
        bob.sees("joined", alice);
        alice.session().logOut(scene().lab().http());
        bob.sees("left", alice);
        Json users = bob.ask(Json.of("users").with("to", group));
        assertThat(users.number("count")).isEqualTo(1);
    }

    @Tag("slow")
    @Test
    @Rule("S13")
    default void aSessionEndsWhenItsTokenRunsOut() {
        inLab(
                LabSettings.defaults().withTokenLife(Duration.ofSeconds(3)),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    alice.ping();
                    assertThat(alice.ending().code()).isEqualTo("unauthorized");
                    assertRefused("unauthorized", () -> scene.connect(alice.session(), null));
                });
    }

    @TestFactory
    @Rule("S15")
    default Stream<DynamicTest> aTokenThatTheLabDidNotGiveIsUnauthorized() {
        String secret = LabSettings.defaults().secret();
        Session alice = scene().session("alice");
        Map<String, String> forged = ForgedTokens.of(alice, secret);
        Stream<DynamicTest> bad =
                forged.entrySet().stream()
                        .map(each ->
                                DynamicTest.dynamicTest(
                                        each.getKey(),
                                        () -> assertUnauthorized(alice, each.getValue())));
        DynamicTest control =
                DynamicTest.dynamicTest(
                        "the same claims signed with the lab's key are accepted",
                        () -> connectWith(alice, ForgedTokens.signedAnew(alice, secret)).ping());
        return Stream.concat(bad, Stream.of(control));
    }

    private void assertUnauthorized(Session session, String token) {
        assertRefused("unauthorized", () -> connectWith(session, token));
    }

    private TransportClient connectWith(Session session, String token) {
        return scene().connect(new Session(session.user(), token, session.expiresAt()), null);
    }
}
