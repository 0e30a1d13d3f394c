package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract on long polling, and what is peculiar to it.
class LongPollContractTest extends TransportContract implements PollRules {
    /// Bytes that the kernel holds for a client that does not read.
    private static final int SMALL = 2_048;

    /// Answers of 64 KiB in base64, of which Linux buffers some 2.6 MB.
    private static final int MORE_THAN_THE_KERNEL_HOLDS = 64;

    private static final Duration WHILE = Duration.ofMillis(300);

    LongPollContractTest() {
        super(KitTransport.LONG_POLL);
    }

    private static void awaitAWhile() {
        long begun = System.nanoTime();
        Await.until("a while", () -> System.nanoTime() - begun > WHILE.toNanos());
    }

    /// A poll from the present on, which the lab has received and nobody has answered.
    private static HttpConnection waiting(Scene scene, Session session, int seconds) {
        return waiting(scene, scene.lab().http(), session, seconds);
    }

    private static HttpConnection waiting(Scene scene, URI node, Session session, int seconds) {
        HttpConnection connection = scene.closing(new HttpConnection(node));
        String cursor = connection.get("/poll/long", session.authorization()).json().cursor();
        long before = requests(scene, session);
        connection.send(
                "GET",
                "/poll/long?after=" + cursor + "&wait=" + seconds,
                session.authorization(),
                new byte[0]);
        Await.until("the poll is counted", () -> requests(scene, session) > before);
        return connection;
    }

    private static long requests(Scene scene, Session session) {
        return Meters.of(scene.lab(), session).object("long-poll").number("requests");
    }

    @Test
    @Rule("P4")
    void aWaitingPollIsAnsweredAsSoonAsThereIsAnEvent() {
        Session alice = scene().session("alice");
        TransportClient bob = scene().enter("bob", KitTransport.TCP);
        HttpConnection waiting = waiting(scene(), alice, 30);
        long said = System.nanoTime();
        bob.say("@" + alice.user(), "now");
        Json answer = waiting.answer().json();
        assertThat(System.nanoTime() - said).isLessThan(5_000_000_000L);
        assertThat(answer.list("events")).extracting(e -> e.string("text")).containsExactly("now");
        assertThat(answer.cursor()).isEqualTo(answer.list("events").getFirst().cursor());
    }

    @Tag("slow")
    @Test
    @Rule("P4")
    void aWaitingPollIsAnsweredEmptyWhenItsTimeIsOver() {
        TransportClient alice = scene().enter("alice");
        String cursor = alice.say("#lobby", "a cursor").cursor();
        HttpConnection connection = scene().closing(new HttpConnection(scene().lab().http()));
        for (int seconds : new int[] {1, 2}) {
            long begin = System.nanoTime();
            Json answer =
                    connection
                            .get(
                                    "/poll/long?wait=" + seconds + "&after=" + cursor,
                                    alice.session().authorization())
                            .json();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(answer.list("events")).isEmpty();
            assertThat(took)
                    .isBetween(
                            Duration.ofMillis(seconds * 1_000 - 50),
                            Duration.ofSeconds(seconds + 5));
            cursor = answer.cursor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "31", "-1", "1.5", "soon", "", "99999999999999999999"})
    @Rule("P5")
    void aWaitOutOfItsRangeIsABadRequest(String wait) {
        Session alice = scene().session("alice");
        try (HttpConnection connection = new HttpConnection(scene().lab().http())) {
            assertError(
                    connection.get("/poll/long?wait=" + wait, alice.authorization()),
                    "bad_request");
            assertThat(connection.get("/poll/long?wait=30", alice.authorization()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    @Rule({"P9", "N4"})
    void theSeventeenthPollMakesTheOldestReturnEmpty() {
        URI node = scene().lab().http();
        Session alice = scene().session("alice");
        List<HttpConnection> polls = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            polls.add(waiting(scene(), node, alice, 30));
        }
        assertThat(polls).noneMatch(HttpConnection::answered);
        polls.add(waiting(scene(), node, alice, 30));
        Json oldest = polls.removeFirst().answer().json();
        assertThat(oldest.list("events")).isEmpty();
        assertThat(polls).noneMatch(HttpConnection::answered);
        scene().enter("bob", KitTransport.TCP).say("@" + alice.user(), "to all of them");
        for (HttpConnection poll : polls) {
            assertThat(poll.answer().json().list("events"))
                    .extracting(e -> e.string("text"))
                    .containsExactly("to all of them");
        }
    }

    @Test
    @Rule({"S12", "P4"})
    void loggingOutEndsAWaitingPoll() {
        Session alice = scene().session("alice");
        HttpConnection waiting = waiting(scene(), alice, 30);
        alice.logOut(scene().lab().http());
        assertError(waiting.answer(), "unauthorized");
    }

    @Tag("slow")
    @Test
    @Rule("S10")
    void aWaitingPollHoldsItsSession() {
        inLab(
                LabSettings.defaults().withSessionLease(Duration.ofSeconds(2)),
                scene -> {
                    Session alice = scene.session("alice");
                    HttpConnection waiting = waiting(scene, alice, 5);
                    assertThat(waiting.answer().json().list("events")).isEmpty();
                    assertThat(waiting.get("/poll/long", alice.authorization()).status())
                            .isEqualTo(200);
                });
    }

    @Tag("slow")
    @Test
    @Rule({"L5", "S9"})
    void aPollerThatIsGoneIsNoticedByItsLease() {
        inLab(
                LabSettings.defaults().withSessionLease(Duration.ofSeconds(2)),
                scene -> {
                    Session alice = scene.session("alice");
                    TransportClient bob = scene.enter("bob", KitTransport.TCP);
                    String group = scene.group("java");
                    bob.join(group);
                    TransportClient client = scene.connect(alice, null);
                    client.join(group);
                    waiting(scene, alice, 1).cut();
                    bob.sees("joined", bob);
                    bob.sees("joined", client);
                    bob.sees("left", client);
                });
    }

    @Test
    @Rule({"P8", "R3"})
    void anUnreadAnswerLosesNoEvent() {
        Session alice = scene().session("alice");
        TransportClient bob = scene().enter("bob", KitTransport.TCP);
        try (HttpConnection connection = new HttpConnection(scene().lab().http())) {
            String cursor = connection.get("/poll/long", alice.authorization()).json().cursor();
            waiting(scene(), alice, 30).cut();
            bob.say("@" + alice.user(), "one");
            bob.say("@" + alice.user(), "two");
            List<Json> events =
                    connection
                            .get("/poll/long?after=" + cursor, alice.authorization())
                            .json()
                            .list("events");
            assertThat(events).extracting(e -> e.string("text")).containsExactly("one", "two");
        }
    }

    @Test
    @Rule("R8")
    void theEndOfTheLabEndsAWaitingPoll() {
        inLab(
                LabSettings.defaults(),
                scene -> {
                    HttpConnection waiting = waiting(scene, scene.session("alice"), 30);
                    Thread closing = Thread.ofVirtual().start(() -> scene.lab().close());
                    assertError(waiting.answer(), "shutting_down");
                    Await.until("the lab is over", () -> !closing.isAlive());
                });
    }

    @Test
    @Rule("R8")
    void theLabDoesNotEndBeforeTheLastAnswerIsWritten() {
        inLab(
                LabSettings.defaults(),
                scene -> {
                    Session alice = scene.session("alice");
                    String data = Base64.getEncoder().encodeToString(new byte[65_536]);
                    String poll = "/poll/long?v=2&after=";
                    HttpConnection reader =
                            scene.closing(new HttpConnection(scene.lab().http(), SMALL));
                    String now = reader.get("/poll/long", alice.authorization()).json().cursor();
                    HttpAnswer said =
                            HttpConnection.once(
                                    scene.lab().http(),
                                    "POST",
                                    "/api/commands?v=2",
                                    scene.session("bob").authorization(),
                                    Json.of("say")
                                            .with("to", "#lobby")
                                            .with("media", "image/png")
                                            .with("data", data)
                                            .toString());
                    assertThat(said.status()).isEqualTo(200);
                    for (int i = 0; i < MORE_THAN_THE_KERNEL_HOLDS; i++) {
                        reader.send("GET", poll + now, alice.authorization(), new byte[0]);
                    }
                    Await.until("the first is answered", () -> requests(scene, alice) > 1);
                    awaitAWhile();
                    Thread closing = Thread.ofVirtual().start(() -> scene.lab().close());
                    awaitAWhile();
                    assertThat(closing.isAlive()).isTrue();
                    assertThat(reader.answer().text()).contains(data);
                    Await.until("the lab is over", () -> !closing.isAlive());
                });
    }
}
