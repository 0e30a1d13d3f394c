package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.eventually;
import static dev.wirelab.core.chat.TestChat.present;
import static dev.wirelab.core.chat.TestChat.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionsTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private static TestChat chatWithLease(Duration lease) {
        return new TestChat(TestChat.options(lease, 1_000));
    }

    @Test
    void aSessionEndsWhenItsLeaseIsOver() {
        try (TestChat chat = chatWithLease(SHORT)) {
            Session ann = chat.logIn("ann");
            chat.join(ann, "#g");
            eventually("the end", ann::hasEnded);
            assertThat(refusalOf(() -> TestChat.result(chat.chat.session(ann.id()))).code())
                    .isEqualTo(ErrorCode.UNAUTHORIZED);
            assertThat(chat.chat.sessions()).isZero();
            chat.logIn("ann");
        }
    }

    @Test
    void aConnectionKeepsItsSessionAndTheLeaseBeginsWhenTheLastCloses() {
        try (TestChat chat = chatWithLease(SHORT)) {
            Session ann = chat.logIn("ann");
            Session bob = chat.logIn("bob");
            Reader one = chat.open(ann, present());
            Reader two = chat.poll(ann, present(), new TestListener());
            eventually("bob has none", bob::hasEnded);
            one.close();
            assertThat(chat.chat.connections()).isEqualTo(1);
            Session cid = chat.logIn("cid");
            eventually("cid has none", cid::hasEnded);
            assertThat(ann.hasEnded()).as("with a connection left").isFalse();
            two.close();
            eventually("the last has closed", ann::hasEnded);
        }
    }

    @Test
    void aSessionWithActivityIsKept() {
        try (TestChat chat = chatWithLease(Duration.ofMillis(1_500))) {
            Session ann = chat.logIn("ann");
            Session bob = chat.logIn("bob");
            eventually(
                    "bob was not heard of",
                    () -> {
                        chat.chat.touch(ann);
                        return bob.hasEnded();
                    });
            assertThat(ann.hasEnded()).isFalse();
        }
    }

    @Test
    void aSessionThatIsCutLosesItsConnectionsForATimeAndReadsOnAfterwards() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            Session bob = chat.logIn("bob");
            TestListener told = new TestListener();
            TestListener notTold = new TestListener();
            Reader before = chat.open(ann, present(), true, told);
            chat.open(bob, present(), true, notTold);
            chat.chat.cut(ann, SHORT, "cut off");
            assertThat(told.endings).containsExactly("unavailable: cut off");
            before.close();
            assertThat(refusalOf(() -> chat.open(ann, present())).code())
                    .isEqualTo(ErrorCode.UNAVAILABLE);
            chat.say(bob, "@ann", "missed");
            eventually("a connection again", () -> isOpened(chat, ann));
            assertThat(ann.hasEnded()).isFalse();
            assertThat(notTold.endings).as("of another session").isEmpty();
            assertThat(Read.all(chat.open(ann, TestChat.after(before.cursor()))))
                    .containsExactly("bob says missed to @ann");
        }
    }

    private static boolean isOpened(TestChat chat, Session session) {
        try {
            chat.open(session, present()).close();
            return true;
        } catch (Refusal _) {
            return false;
        }
    }

    @Test
    void aSessionIsIdleWhileItHasNoConnection() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            Reader reader = chat.open(ann, present());
            assertThat(chat.chat.idle(ann)).isZero();
            reader.close();
            eventually("idle", () -> chat.chat.idle(ann).toNanos() > 0);
        }
    }

    @Test
    void untilALeaseExpiresTheNameIsTakenAndMessagesAreRetained() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            Session bob = chat.logIn("bob");
            chat.join(ann, "#g");
            Reader reader = chat.open(ann, present());
            reader.close();
            assertThat(refusalOf(() -> chat.logIn("ann")).code()).isEqualTo(ErrorCode.NAME_TAKEN);
            chat.say(bob, "@ann", "waits");
            chat.join(bob, "#g");
            assertThat(Read.all(chat.open(ann, TestChat.after(reader.cursor()))))
                    .containsExactly("bob says waits to @ann", "bob joined #g");
        }
    }

    @Test
    void aSessionEndsWhenItsLifeIsOverConnectionsOrNot() {
        try (TestChat chat = new TestChat()) {
            TestListener listener = new TestListener();
            Session ann = chat.logIn("ann");
            chat.open(ann, present(), true, listener);
            chat.moveClock(ChatOptions.DEFAULTS.sessionLife().minusMillis(1));
            Session bob = chat.logIn("bob");
            assertThat(TestChat.result(chat.chat.session(ann.id()))).isSameAs(ann);
            chat.moveClock(Duration.ofMillis(1));
            eventually("told", () -> !listener.endings.isEmpty());
            assertThat(listener.endings).containsExactly("unauthorized: the session has ended");
            assertThat(bob.hasEnded()).isFalse();
        }
    }

    @Test
    void aLogOutNotifiesEachConnectionOnce() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            TestListener listener = new TestListener();
            chat.open(ann, present(), true, listener);
            chat.poll(ann, present(), listener);
            chat.open(ann, present(), true, new TestListener()).close();
            chat.chat.logOut(ann, "bye");
            chat.chat.logOut(ann, "bye again");
            eventually("both are told", () -> listener.endings.size() >= 2);
            assertThat(listener.endings).containsExactly("unauthorized: bye", "unauthorized: bye");
        }
    }

    @Test
    void nothingCanBeDoneInASessionThatHasEnded() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            Session bob = chat.logIn("bob");
            chat.chat.logOut(ann, "bye");
            List<Runnable> attempts =
                    List.of(
                            () -> chat.open(ann, present()),
                            () -> chat.say(ann, "#lobby", "still here"),
                            () -> chat.join(ann, "#g"),
                            () -> chat.execute(ann, new Command.Ping("c1")),
                            () -> chat.execute(ann, new Command.Users(null, Address.LOBBY, true)));
            for (Runnable attempt : attempts) {
                assertThat(refusalOf(attempt).code()).isEqualTo(ErrorCode.UNAUTHORIZED);
            }
            assertThat(refusalOf(() -> chat.say(bob, "@ann", "gone?")).code())
                    .isEqualTo(ErrorCode.UNKNOWN_USER);
        }
    }

    @Test
    void aConnectionOpenedDuringALogOutIsRefusedOrNotified() throws InterruptedException {
        try (TestChat chat = new TestChat()) {
            for (int i = 0; i < 100; i++) {
                Session ann = chat.logIn("ann");
                CountDownLatch start = new CountDownLatch(1);
                List<TestListener> opened = new ArrayList<>();
                Thread opener =
                        Thread.ofPlatform()
                                .start(() -> {
                                    start.countDown();
                                    try {
                                        while (true) {
                                            TestListener listener = new TestListener();
                                            chat.poll(ann, present(), listener);
                                            opened.add(listener);
                                            // Leaves the lock to the other one, also on a busy
                                            // core.
                                            LockSupport.parkNanos(1);
                                        }
                                    } catch (Refusal refused) {
                                        assertThat(refused.code())
                                                .isEqualTo(ErrorCode.UNAUTHORIZED);
                                    }
                                });
                start.await();
                chat.chat.logOut(ann, "bye");
                opener.join();
                eventually(
                        "all are told",
                        () -> opened.stream().allMatch(each -> each.endings.size() == 1));
            }
        }
    }

    @Test
    void aSessionHasSoManyStreams() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            Reader first = chat.open(ann, present());
            for (int i = 1; i < ReaderOptions.MAX_STREAMS; i++) {
                chat.open(ann, present());
            }
            assertThat(refusalOf(() -> chat.open(ann, present())).code())
                    .isEqualTo(ErrorCode.TOO_MANY);
            chat.poll(ann, present(), new TestListener());
            first.close();
            chat.open(ann, present());
            chat.open(chat.logIn("bob"), present());
        }
    }

    @Test
    void ofTooManyPollsTheOldestGivesWay() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            List<TestListener> listeners = new ArrayList<>();
            List<Reader> polls = new ArrayList<>();
            for (int i = 0; i < ReaderOptions.MAX_POLLS + 3; i++) {
                TestListener listener = new TestListener();
                Reader poll = chat.poll(ann, present(), listener);
                poll.read(1);
                poll.arm();
                listeners.add(listener);
                polls.add(poll);
            }
            assertThat(polls.stream().map(Reader::isDisplaced))
                    .startsWith(true, true, true, false)
                    .filteredOn(displaced -> displaced)
                    .hasSize(3);
            assertThat(listeners.stream().map(listener -> listener.readyCalls.get()))
                    .startsWith(1, 1, 1, 0)
                    .filteredOn(calls -> calls > 0)
                    .hasSize(3);
            assertThat(Read.all(polls.getFirst())).isEmpty();
        }
    }

    @Test
    void aDisplacedPollIsNotifiedWithoutTheLock() throws InterruptedException {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            CountDownLatch free = new CountDownLatch(1);
            ReaderOptions.Listener asker =
                    new ReaderOptions.Listener() {
                        @Override
                        public void ready() {
                            // Another thread gets the lock while this one is told.
                            Thread other =
                                    Thread.ofPlatform()
                                            .start(() -> {
                                                chat.chat.sessions();
                                                free.countDown();
                                            });
                            try {
                                other.join(2_000);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }

                        @Override
                        public void ended(ErrorCode why, String reason) {}
                    };
            Reader oldest = chat.poll(ann, present(), asker);
            oldest.read(1);
            oldest.arm();
            for (int i = 0; i < ReaderOptions.MAX_POLLS; i++) {
                assertThat(free.getCount()).isEqualTo(1);
                chat.poll(ann, present(), new TestListener());
            }
            assertThat(free.getCount()).isZero();
        }
    }

    @Test
    void aSessionIsInSoManyGroups() {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            for (int i = 0; i < ChatOptions.MAX_GROUPS; i++) {
                chat.join(ann, "#g" + i);
            }
            assertThat(refusalOf(() -> chat.join(ann, "#more")).code())
                    .isEqualTo(ErrorCode.TOO_MANY);
            assertThat(refusalOf(() -> chat.say(ann, "#more", "x")).code())
                    .isEqualTo(ErrorCode.UNKNOWN_GROUP);
            chat.join(ann, "#g0");
            chat.leave(ann, "#g0");
            chat.join(ann, "#more");
        }
    }

    @Test
    void aLabHasSoManySessions() {
        ChatOptions few =
                new ChatOptions(SHORT.multipliedBy(1000), SHORT.multipliedBy(1000), 10, 10, 2);
        try (TestChat chat = new TestChat(few)) {
            Session ann = chat.logIn("ann");
            chat.logIn("bob");
            assertThat(refusalOf(() -> chat.logIn("cid")).code()).isEqualTo(ErrorCode.TOO_MANY);
            chat.chat.logOut(ann, "bye");
            chat.logIn("cid");
        }
    }

    @Test
    void limitsArePositive() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new ChatOptions(Duration.ZERO, day, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChatOptions(day, day.negated(), 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChatOptions(day, day, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChatOptions(day, day, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChatOptions(day, day, 1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
