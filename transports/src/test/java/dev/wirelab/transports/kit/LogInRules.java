package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The log-in on a connection that came without a token.
interface LogInRules extends Staged {

    private PushClient loggedIn(String name) {
        PushClient client = scene().dial();
        Json hello = client.logIn(Json.of("login").with("user", name));
        assertThat(hello.type()).as("%s", hello).isEqualTo("hello");
        return client;
    }

    @Test
    @Rule({"S5", "S7", "E1"})
    default void logInByNameOpensASessionWhoseTokenIsValidOnEveryTransport() {
        needsDuplex();
        String name = scene().name("alice");
        PushClient client = scene().dial();
        Json hello = client.logIn(Json.of("login").with("user", name).with("avatar", "fox"));
        assertThat(hello.string("user")).isEqualTo(name);
        assertThat(hello.cursor()).isNotEmpty();
        Session session = scene().ending(new Session(name, hello.string("token"), Instant.MAX));
        client.say("#lobby", "from the first");
        for (KitTransport wire : KitTransport.values()) {
            scene().connect(wire, new Entry(session, hello.cursor())).hears("from the first");
        }
    }

    @Test
    @Rule("S5")
    default void logInByNameMayAskForOtherThanItsOwnMessages() {
        needsDuplex();
        PushClient client = scene().dial();
        client.logIn(Json.of("login").with("user", scene().name("alice")).with("echo", false));
        client.done(Json.say("#lobby", "not for me"));
        scene().enter("bob").say("#lobby", "from bob");
        client.hears("from bob");
    }

    @Test
    @Rule({"S6", "S7"})
    default void logInByTokenConnectsToTheSession() {
        needsDuplex();
        Session alice = scene().session("alice");
        PushClient client = scene().dial();
        Json hello = client.logIn(Json.of("login").with("token", alice.token()));
        assertThat(hello.string("user")).isEqualTo(alice.user());
        assertThat(scene().connect(alice, null).session().user()).isEqualTo(alice.user());
        client.ping();
    }

    @Test
    @Rule("S16")
    default void beforeTheLogInEveryCommandIsUnauthorized() {
        needsDuplex();
        PushClient client = scene().dial();
        for (String type : List.of("say", "join", "leave", "groups", "users", "history", "ping")) {
            Json command = Json.of(type).with("to", "#lobby").with("text", "hi");
            client.refused(command, "unauthorized");
        }
        Json hello = client.logIn(Json.of("login").with("user", scene().name("alice")));
        assertThat(hello.type()).isEqualTo("hello");
    }

    @Test
    @Rule("S17")
    default void aConnectionThatDoesNotLogInInTimeIsRefusedAndClosed() {
        needsDuplex();
        inLab(
                LabSettings.defaults().withLoginBound(Duration.ofSeconds(1)),
                scene -> {
                    PushClient dawdler = scene.dial();
                    dawdler.refused(Json.of("ping"), "unauthorized");
                    TransportClient prompt = scene.enter("alice");
                    assertThat(dawdler.ending().code()).isEqualTo("unauthorized");
                    prompt.ping();
                });
    }

    @Test
    @Rule("S18")
    default void aSecondLogInIsRefusedAndChangesNothing() {
        needsDuplex();
        String name = scene().name("alice");
        PushClient client = loggedIn(name);
        client.refused(Json.of("login").with("user", scene().name("eve")), "bad_request");
        String token = scene().session("mallory").token();
        client.refused(Json.of("login").with("token", token), "bad_request");
        client.say("#lobby", "who am I?");
        assertThat(client.hears("who am I?").string("from")).isEqualTo(name);
    }

    @Test
    @Rule("S19")
    default void afterARefusedLogInAnotherMayFollow() {
        needsDuplex();
        TransportClient alice = scene().enter("alice");
        PushClient client = scene().dial();
        assertError(client.logIn(Json.of("login").with("user", alice.user())), "name_taken");
        assertError(client.logIn(Json.of("login").with("token", "nonsense")), "unauthorized");
        String name = scene().name("alicia");
        assertThat(client.logIn(Json.of("login").with("user", name)).type()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'login'}",
                "{'type':'login','user':''}",
                "{'type':'login','user':7}",
                "{'type':'login','user':'a b'}",
                "{'type':'login','user':'a\\u0007'}",
                "{'type':'login','user':'ok','token':'also'}",
                "{'type':'login','user':'ok','avatar':'not ok'}",
                "{'type':'login','user':'ok','echo':'perhaps'}",
                "{'type':'login','user':'ok','after':'nowhere'}",
                "{'type':'login','user':'ok','after':-1}",
                "{'type':'login','user':['ok']}",
            })
    @Rule({"S19", "S20", "A1", "E10"})
    default void aLogInThatMakesNoSenseIsABadRequest(String login) {
        needsDuplex();
        PushClient client = scene().dial();
        client.send(login.replace('\'', '"'));
        assertError(client.answer(), "bad_request");
        Json hello = client.logIn(Json.of("login").with("user", scene().name("alice")));
        assertThat(hello.type()).isEqualTo("hello");
    }
}
