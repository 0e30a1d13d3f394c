package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a client notices of two nodes that share a log, and what it does not. The deep
/// [TwoNodeContractTest] runs the whole contract on them.
@Timeout(60)
final class TwoNodeTest {
    @SuppressWarnings("NullAway.Init") // started before the first test
    private static LabUnderTest lab;

    private final URI one = lab.nodes().getFirst();
    private final URI other = lab.nodes().getLast();
    private final Scene scene = new Scene(lab, KitTransport.TCP);

    @BeforeAll
    static void startLab() {
        lab = TwoNodeLab.start(LabSettings.defaults());
    }

    @AfterAll
    static void endLab() {
        lab.close();
    }

    private static HttpAnswer poll(URI node, Session session, String query) {
        return HttpConnection.once(node, "GET", "/poll/short" + query, session.authorization(), "");
    }

    private static Json post(URI node, Session session, Json command) {
        return HttpConnection.once(
                        node, "POST", "/api/commands", session.authorization(), command.toString())
                .orRefused()
                .json();
    }

    @Test
    @Rule({"N1", "N3"})
    void aTokenAndACursorOfOneNodeAreValidOnTheOtherAtOnce() {
        for (int i = 0; i < 10; i++) {
            Session alice = Session.open(one, scene.name("alice"));
            assertThat(poll(other, alice, "").status()).isEqualTo(200);
            String cursor = post(one, alice, Json.say("#lobby", "hi")).cursor();
            assertThat(poll(other, alice, "?after=" + cursor).status()).isEqualTo(200);
        }
    }

    @Test
    @Rule("N3")
    void aTokenOfNoSessionAndACursorInTheFutureAreRefusedOnEitherNode() {
        Session alice = Session.open(one, scene.name("alice"));
        String cursor = post(one, alice, Json.say("#lobby", "hi")).cursor();
        String epoch = cursor.substring(0, cursor.indexOf('-'));
        for (URI node : lab.nodes()) {
            HttpAnswer ahead = poll(node, alice, "?after=" + epoch + "-1000000");
            assertThat(ahead.status()).isEqualTo(400);
        }
        alice.logOut(one);
        for (URI node : lab.nodes()) {
            assertThat(poll(node, alice, "").status()).isEqualTo(401);
        }
    }

    @Test
    @Rule("N2")
    void whatOneNodeAcknowledgedTheOtherShows() {
        Session alice = Session.open(one, scene.name("alice"));
        Session bob = Session.open(other, scene.name("bob"));
        for (int i = 0; i < 10; i++) {
            String group = scene.group("java");
            post(one, alice, Json.of("join").with("to", group));
            post(other, bob, Json.of("join").with("to", group));
            Json users = post(one, alice, Json.of("users").with("to", group));
            assertThat(users.number("count")).isEqualTo(2);
            post(one, alice, Json.say(group, "hi"));
            Json history = post(other, bob, Json.of("history").with("to", group));
            assertThat(history.list("events").getLast().string("text")).isEqualTo("hi");
        }
    }

    @Test
    @Rule("N4")
    void aNodeMetersItsOwnConnections() {
        Session alice = Session.open(one, scene.name("alice"));
        post(one, alice, Json.say("#lobby", "hi"));
        for (URI node : lab.nodes()) {
            Json meters =
                    HttpConnection.once(
                                    node,
                                    "GET",
                                    "/api/sessions/me/meters",
                                    alice.authorization(),
                                    "")
                            .json();
            assertThat(meters.toString().contains("\"commands\":1")).isEqualTo(node.equals(one));
        }
    }

    @Test
    @Rule({"N4", "K1", "K10"})
    void aSessionOfEngineIoIsKnownToItsNodeOnlyAndWhoConnectsAgainRecoversOnTheOther() {
        Session alice = Session.open(one, scene.name("alice"));
        Session bob = Session.open(other, scene.name("bob"));
        String pid;
        String offset;
        try (EnginePolls polls = EnginePolls.open(one)) {
            Refusals.assertError(
                    HttpConnection.once(other, "GET", polls.target(), Map.of(), ""), "bad_request");
            polls.say("40" + SocketIoClient.auth(new Entry(alice, null)));
            pid = Json.parse(polls.next().substring(2)).string("pid");
            offset = polls.json().cursor();
        }
        post(one, bob, Json.say("@" + alice.user(), "meanwhile"));
        try (EnginePolls polls = EnginePolls.open(other)) {
            polls.say("40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
            assertThat(Json.parse(polls.next().substring(2)).string("pid")).isEqualTo(pid);
            assertThat(polls.json().cursor()).isEqualTo(offset);
            assertThat(polls.json().string("text")).isEqualTo("meanwhile");
        }
    }
}
