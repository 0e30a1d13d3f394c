package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused, with which code, and that it disturbs nothing.
interface RefusalRules extends Staged {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Not one well-formed object.
                "{",
                "{}}",
                "{'type':'ping'",
                "{'type':'ping'} {'type':'ping'}",
                "{'type':'ping'}x",
                "{'type':'ping',}",
                "{type:'ping'}",
                "{'type':'ping' /* comment */}",
                "{'type':'ping','n':01}",
                "{'type':'ping','n':NaN}",
                "{'type':'ping','s':'\\x'}",
                // A member twice.
                "{'type':'ping','type':'ping'}",
                "{'type':'say','to':'#lobby','text':'a','text':'b'}",
                "{'type':'ping','x':1,'x':2}",
                // Members that lack or have the wrong type.
                "{}",
                "{'type':null}",
                "{'type':7}",
                "{'type':['ping']}",
                "{'type':'dance'}",
                "{'type':'PING'}",
                "{'type':'hello'}",
                "{'type':'say'}",
                "{'type':'say','to':'#lobby'}",
                "{'type':'say','text':'hi'}",
                "{'type':'say','to':7,'text':'hi'}",
                "{'type':'say','to':'#lobby','text':7}",
                "{'type':'say','to':'#lobby','text':{'a':1}}",
                "{'type':'say','to':['#lobby'],'text':'hi'}",
                "{'type':'say','to':'#lobby','text':'half \\ud83d'}",
                "{'type':'say','to':'#lobby','text':''}",
                "{'type':'say','to':'#lobby','text':' \\n\\t '}",
                "{'type':'say','to':'#lobby','text':'\\u00a0\\u3000'}",
                "{'type':'join'}",
                "{'type':'leave','to':true}",
                "{'type':'ping','id':7}",
                "{'type':'ping','id':''}",
                "{'type':'ping','id':'12345678901234567890123456789012345678901234567890123456789012345'}",
                "{'type':'users','watch':'yes'}",
                "{'type':'history','max':0}",
                "{'type':'history','max':201}",
                "{'type':'history','max':-1}",
                "{'type':'history','max':1.5}",
                "{'type':'history','max':'50'}",
                "{'type':'history','max':99999999999999999999}",
                "{'type':'history','before':'nowhere'}",
                "{'type':'history','before':7}",
            })
    @Rule({"C17", "C2", "A13", "A14", "C15", "R1", "R2", "R3"})
    default void aCommandThatMakesNoSenseIsABadRequestAndNothingElse(String command) {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob", KitTransport.TCP);
        alice.send(command.replace('\'', '"'));
        assertError(alice.answer(), "bad_request");
        alice.say("#lobby", "as if nothing had been");
        alice.hears("as if nothing had been");
        bob.hears("as if nothing had been");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100, 4_000})
    @Rule({"C17", "R3"})
    default void deepNestingIsABadRequest(int depth) {
        TransportClient alice = scene().enter("alice");
        List<String> deep =
                List.of(
                        "[".repeat(depth),
                        "[".repeat(depth) + "]".repeat(depth) + "}",
                        "{\"a\":".repeat(1_100) + "1" + "}".repeat(1_101));
        for (String value : deep) {
            alice.send("{\"type\":\"ping\",\"x\":" + value);
            assertError(alice.answer(), "bad_request");
        }
        alice.ping();
    }

    @Test
    @Rule({"C18", "R2"})
    default void nestingOfTenThousandIsTooLarge() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.send("{\"type\":\"ping\",\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        assertTooLarge(alice);
        bob.ping();
        scene().connect(alice.session(), alice.cursor()).ping();
    }

    @Test
    @Rule({"A13", "R3"})
    default void aTextOverItsLimitIsTooLargeAndTheConnectionLivesOn() {
        TransportClient alice = scene().enter("alice");
        alice.refused(Json.say("#lobby", "a".repeat(4_097)), "too_large");
        alice.refused(Json.say("#lobby", "\u20ac".repeat(1_365) + "ab"), "too_large");
        alice.say("#lobby", "a".repeat(4_096));
        alice.hears("a".repeat(4_096));
    }

    @Test
    @Rule({"C18", "R4"})
    default void aCommandOverTheLimitIsRefusedWithoutAffectingOthers() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.say("#lobby", "before");
        String largest = Json.of("ping").with("x", "").toString();
        String fits = Json.of("ping").with("x", "a".repeat(8_192 - largest.length())).toString();
        assertThat(fits).hasSize(8_192);
        alice.send(fits);
        assertThat(alice.answer().type()).isEqualTo("pong");
        alice.send(Json.of("ping").with("x", "a".repeat(8_193 - largest.length())));
        assertTooLarge(alice);
        bob.say("#lobby", "after");
        bob.hears("before");
        bob.hears("after");
        TransportClient back = scene().connect(alice.session(), alice.cursor());
        back.hears("before");
        back.hears("after");
    }

    /// What is too large ends a connection that carries commands, and is merely refused if posted.
    private void assertTooLarge(TransportClient client) {
        assertError(client.answer(), "too_large");
        if (wire().isDuplex()) {
            assertThat(client.ending().code()).isEqualTo("too_large");
        }
    }

    @Test
    @Rule("R8")
    default void whatWasAcknowledgedBeforeTheLabShutDownIsDelivered() {
        needsStream();
        inLab(
                LabSettings.defaults(),
                scene -> {
                    TransportClient bob = scene.enter("bob");
                    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
                    List<Thread> publishers = new ArrayList<>();
                    List<TransportClient> clients =
                            Stream.of("a", "b", "c", "d").map(scene::enter).toList();
                    for (TransportClient client : clients) {
                        // Virtual threads would compete with the lab's, which are in this process.
                        publishers.add(
                                Thread.ofPlatform()
                                        .daemon()
                                        .start(() -> publishAll(client, acknowledged)));
                    }
                    Await.until("there is traffic", () -> acknowledged.size() > 200);
                    Thread closing = Thread.ofVirtual().start(() -> scene.lab().close());
                    Await.until(
                            "nobody publishes any more",
                            () -> publishers.stream().noneMatch(Thread::isAlive));
                    Set<String> heard = new HashSet<>();
                    while (!heard.containsAll(acknowledged)) {
                        Json event = bob.next();
                        heard.add(event.isType("message") ? event.string("text") : "");
                    }
                    assertThat(bob.ending().code()).isEqualTo("shutting_down");
                    Await.until("the lab is over", () -> !closing.isAlive());
                });
    }

    /// Publishes until the lab refuses it or closes, many at a time.
    private static void publishAll(TransportClient client, Set<String> acknowledged) {
        try {
            for (int next = 0; ; next += 20) {
                for (int i = next; i < next + 20; i++) {
                    String text = client.user() + " " + i;
                    client.send(Json.say("#lobby", text).with("id", text));
                }
                for (int i = 0; i < 20; i++) {
                    Json answer = client.answer();
                    if (!answer.isType("ok")) {
                        return;
                    }
                    acknowledged.add(answer.string("id"));
                }
            }
        } catch (AssertionError | RuntimeException e) {
            // The connection has ended.
        }
    }

    @Test
    @Rule("R8")
    default void clientsAreNotifiedWhenTheLabShutsDown() {
        inLab(
                LabSettings.defaults(),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    TransportClient bob = scene.enter("bob");
                    alice.say("#lobby", "the last word");
                    bob.hears("the last word");
                    Thread closing = Thread.ofVirtual().start(() -> scene.lab().close());
                    if (wire().isStream()) {
                        assertThat(bob.ending().code()).isEqualTo("shutting_down");
                    }
                    Await.until("the lab is over", () -> !closing.isAlive());
                });
    }
}
