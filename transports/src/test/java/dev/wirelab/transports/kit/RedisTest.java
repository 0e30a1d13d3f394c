package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.Log;
import dev.wirelab.transports.redis.RedisLog;
import dev.wirelab.transports.redis.RedisUrl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Labs whose log is in a real Redis, which is killed, suspended, emptied and trimmed.
@Timeout(60)
final class RedisTest {
    private static final int CONFIRMED = 50;

    @SuppressWarnings("NullAway.Init") // started before the first test
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void endRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    private static HttpAnswer post(LabUnderTest lab, Session session, Json command) {
        return HttpConnection.once(
                lab.http(), "POST", "/api/commands", session.authorization(), command.toString());
    }

    private static String say(LabUnderTest lab, Session session, String text) {
        return post(lab, session, Json.say("#lobby", text)).orRefused().json().cursor();
    }

    /// What a short poll gets.
    private static List<Json> poll(LabUnderTest lab, Session session, String after) {
        return HttpConnection.once(
                        lab.http(),
                        "GET",
                        "/poll/short?after=" + after,
                        session.authorization(),
                        "")
                .orRefused()
                .json()
                .list("events");
    }

    private static List<String> texts(List<Json> events) {
        return events.stream().map(event -> event.string("text")).toList();
    }

    private static List<String> history(LabUnderTest lab, Session session) {
        Json command = Json.of("history").with("to", "#lobby").with("max", 200);
        return texts(post(lab, session, command).orRefused().json().list("events"));
    }

    @Test
    @Rule({"N1", "N2"})
    void twoNodesAreOneChat() {
        RedisUrl url = redis.newLog();
        try (RedisNode one = RedisNode.start(url);
                RedisNode other = RedisNode.start(url);
                Scene here = new Scene(one, KitTransport.WEBSOCKET);
                Scene there = new Scene(other, KitTransport.TCP)) {
            TransportClient alice = here.enter("alice");
            TransportClient bob = there.enter("bob");
            alice.say("#lobby", "hi");
            bob.hears("hi");
            bob.say(alice.address(), "psst");
            alice.hears("hi");
            alice.hears("psst");
            assertThat(history(other, alice.session())).containsExactly("hi");
        }
    }

    @Test
    @Rule("N6")
    void afterARestartTokensAndCursorsAreGoodAndThereIsNoGap() throws Exception {
        RedisUrl url = redis.newLog();
        Session alice;
        String cursor;
        byte[] secret;
        try (RedisNode lab = RedisNode.start(url)) {
            alice = Session.open(lab.http(), "alice");
            cursor = say(lab, alice, "one");
            say(lab, alice, "two");
            secret = lab.log().sharedSecret(32);
        }
        try (RedisNode lab = RedisNode.start(url)) {
            assertThat(lab.log().sharedSecret(32)).isEqualTo(secret).hasSize(32);
            assertThat(texts(poll(lab, alice, cursor))).containsExactly("two");
            String next = say(lab, alice, "three");
            assertThat(next).startsWith(cursor.substring(0, cursor.indexOf('-') + 1));
            assertThat(history(lab, alice)).containsExactly("one", "two", "three");
        }
    }

    @Test
    @Rule("N6")
    void aRedisThatIsKilledLosesNothingThatWasConfirmed() {
        RedisUrl url = redis.newLog();
        try (RedisNode lab = RedisNode.start(url)) {
            Session alice = Session.open(lab.http(), "alice");
            List<String> all = IntStream.range(0, CONFIRMED).mapToObj(i -> "m" + i).toList();
            all.forEach(text -> say(lab, alice, text));
            redis.kill();
            redis.restart();
            say(lab, alice, "after");
            assertThat(history(lab, alice)).startsWith("m0").endsWith("after").hasSize(51);
            try (RedisNode other = RedisNode.start(url)) {
                assertThat(history(other, alice)).isEqualTo(history(lab, alice));
            }
        }
    }

    @Test
    @Rule("N6")
    void aRedisThatHasLostFactsIsANewEpochAndTheNodeStops() throws Exception {
        RedisUrl url = redis.newLog();
        String cursor;
        try (RedisNode lab = RedisNode.start(url)) {
            Session alice = Session.open(lab.http(), "alice");
            cursor = say(lab, alice, "lost");
            assertThat(redis.command("DEL", url.key() + ":log")).isEqualTo(":1");
            assertError(post(lab, alice, Json.say("#lobby", "hi")), "unavailable");
            String reason = lab.log().stopped().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(reason).contains("new epoch");
        }
        try (RedisNode lab = RedisNode.start(url)) {
            Session bob = Session.open(lab.http(), "bob");
            Json gap = poll(lab, bob, cursor).getFirst();
            assertThat(gap.type() + " " + gap.string("reason")).isEqualTo("gap epoch");
        }
    }

    @Test
    @Rule("N6")
    void nodesThatStartAtOnceAgreeOnTheEpoch() throws Exception {
        RedisUrl url = redis.newLog();
        Callable<String> start =
                () -> {
                    try (RedisLog log = RedisLog.connect(url)) {
                        return log.epoch();
                    }
                };
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> epochs = nodes.invokeAll(List.of(start, start, start, start));
            String first = epochs.getFirst().get();
            for (Future<String> epoch : epochs) {
                assertThat(epoch.get()).isEqualTo(first).matches("[0-9a-z]+");
            }
        }
        assertThat(redis.command("XLEN", url.key() + ":log")).isEqualTo(":1");
    }

    private static int length(RedisUrl url) {
        return Integer.parseInt(redis.command("XLEN", url.key() + ":log").substring(1));
    }

    @Test
    @Rule({"N1", "N6"})
    void aNodeStartsFromTheSnapshotWhenTheFactsBeforeItAreTrimmed() {
        RedisUrl url = redis.newLog();
        List<String> all = IntStream.range(0, CONFIRMED).mapToObj(i -> "m" + i).toList();
        Session alice;
        Session bob;
        String cursor;
        try (RedisNode lab = RedisNode.start(url, 500)) {
            alice = Session.open(lab.http(), "alice");
            bob = Session.open(lab.http(), "bob");
            post(lab, bob, Json.of("join").with("to", "#java")).orRefused();
            cursor = say(lab, alice, all.getFirst());
            all.stream().skip(1).forEach(text -> say(lab, alice, text));
            Json once = Json.say("#java", "once").with("id", "x1");
            String accepted = post(lab, bob, once).orRefused().json().cursor();
            Await.until("it is trimmed", () -> length(url) < CONFIRMED);
            try (RedisNode other = RedisNode.start(url, 500)) {
                assertThat(history(other, alice)).isEqualTo(all);
                assertThat(post(other, bob, once).orRefused().json().cursor()).isEqualTo(accepted);
                say(other, alice, "both");
                assertThat(history(lab, alice)).endsWith("both");
            }
        }
        try (RedisNode lab = RedisNode.start(url)) {
            assertThat(texts(poll(lab, alice, cursor))).startsWith("m1").endsWith("both");
            assertThat(texts(poll(lab, bob, cursor))).startsWith("m1").contains("once", "both");
            assertError(Session.post(lab.http(), "{\"user\":\"bob\"}"), "name_taken");
            redis.command("DEL", url.key() + ":snapshot");
        }
        assertThatThrownBy(() -> RedisNode.start(url)).hasMessageContaining("trimmed");
    }

    /// Applies the first fact, and the others when it may.
    private record SlowFollower(CountDownLatch mayContinue) implements Log.Follower {
        @Override
        public long apply(long number, Fact fact) {
            try {
                if (number > 1 && !mayContinue.await(30, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody lets it continue");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return number;
        }

        @Override
        public byte[] snapshot() {
            throw new AssertionError("too little was added");
        }

        @Override
        public void restore(long number, byte[] snapshot) {
            throw new AssertionError("it began before the snapshot");
        }

        @Override
        public void caughtUp() {}
    }

    @Test
    void aNodeThatIsSlowerThanTheStreamIsTrimmedStops() throws Exception {
        RedisUrl url = redis.newLog();
        SlowFollower follower = new SlowFollower(new CountDownLatch(1));
        try (RedisLog slow = RedisLog.connect(url)) {
            slow.follow(0, follower);
            try (RedisNode lab = RedisNode.start(url, 500)) {
                Session alice = Session.open(lab.http(), "alice");
                for (int i = 0; i < CONFIRMED; i++) {
                    say(lab, alice, "m" + i);
                }
                Await.until("it is trimmed", () -> length(url) < CONFIRMED);
            }
            follower.mayContinue().countDown();
            assertThat(slow.stopped().toCompletableFuture().get(20, TimeUnit.SECONDS))
                    .contains("trimmed");
        }
    }

    @Test
    void aLogThatCannotBeUsedIsRefusedWithTheReason() {
        RedisUrl trimmed = redis.newLog();
        try (RedisNode lab = RedisNode.start(trimmed)) {
            say(lab, Session.open(lab.http(), "alice"), "hi");
        }
        redis.command("XTRIM", trimmed.key() + ":log", "MAXLEN", "1");
        assertThatThrownBy(() -> RedisNode.start(trimmed)).hasMessageContaining("trimmed");

        RedisUrl other = redis.newLog();
        redis.command("SET", other.key() + ":log", "text");
        assertThatThrownBy(() -> RedisLog.connect(other)).hasMessageContaining("WRONGTYPE");

        RedisUrl nowhere = RedisUrl.parse("redis://127.0.0.1:1");
        assertThatThrownBy(() -> RedisLog.connect(nowhere))
                .hasMessageStartingWith("cannot use the log in Redis at 127.0.0.1:1");
    }

    @Test
    @Tag("slow")
    @Rule({"R11", "C6", "N3"})
    void withoutRedisReadingGoesOnAndACommandIsUnavailableUntilItIsSentAgain() {
        RedisUrl url = redis.newLog();
        try (RedisNode lab = RedisNode.start(url)) {
            Session alice = Session.open(lab.http(), "alice");
            Session gone = Session.open(lab.http(), "gone");
            gone.logOut(lab.http());
            say(lab, alice, "before");
            Json once = Json.say("#lobby", "once").with("id", "x1");
            redis.suspend();
            long since = System.nanoTime();
            try {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    Future<HttpAnswer> answer = threads.submit(() -> post(lab, alice, once));
                    assertThat(texts(poll(lab, alice, "0"))).containsExactly("before");
                    assertError(join(answer), "unavailable");
                }
                assertThat(System.nanoTime() - since)
                        .isBetween(
                                Duration.ofMillis(4500).toNanos(), Duration.ofSeconds(9).toNanos());
                assertThat(texts(poll(lab, alice, "0"))).containsExactly("before");
                assertThat(history(lab, alice)).containsExactly("before");
                assertError(post(lab, gone, once), "unavailable");
                Await.until(
                        "7 s", () -> System.nanoTime() - since > Duration.ofSeconds(7).toNanos());
            } finally {
                redis.resume();
            }
            Await.until("the log is back", () -> post(lab, alice, once).status() == 200);
            String cursor = post(lab, alice, once).json().cursor();
            assertThat(post(lab, alice, once).json().cursor()).isEqualTo(cursor);
            assertThat(history(lab, alice)).containsExactly("before", "once");
        }
    }

    private static HttpAnswer join(Future<HttpAnswer> answer) {
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("deep")
    @Rule("N5")
    void aMemberWhoseNodeHasDiedLeavesByItsLease() {
        RedisUrl url = redis.newLog();
        LabSettings settings = LabSettings.defaults().withSessionLease(Duration.ofSeconds(2));
        try (RedisNode survivor = RedisNode.start(url, settings);
                RedisNode dying = RedisNode.start(url, settings);
                Scene here = new Scene(survivor, KitTransport.WEBSOCKET);
                Scene there = new Scene(dying, KitTransport.WEBSOCKET)) {
            TransportClient alice = here.enter("alice");
            there.enter("bob");
            Json users = Json.of("users").with("to", "#lobby");
            assertThat(alice.ask(users).number("count")).isEqualTo(2);
            dying.log().close();
            Await.until("bob has left", () -> alice.ask(users).number("count") == 1);
        }
    }
}
