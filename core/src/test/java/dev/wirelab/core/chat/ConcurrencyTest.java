package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.eventually;
import static dev.wirelab.core.chat.TestChat.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many threads say and read at once: nothing is lost, doubled or out of order, and nobody sleeps
/// while something is due to him.
@Timeout(60)
class ConcurrencyTest {
    private static final int PUBLISHERS = 4;
    private static final int MESSAGES = 1_500;

    private final TestChat chat = new TestChat();
    private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void close() {
        chat.close();
    }

    private interface Action {
        void run() throws Exception;
    }

    private void start(Action action) {
        threads.add(
                Thread.startVirtualThread(() -> {
                    try {
                        action.run();
                    } catch (Exception | AssertionError e) {
                        faults.add(e);
                    }
                }));
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(30))).as("ended in time").isTrue();
        }
        assertThat(faults).isEmpty();
    }

    /// What one reader has seen: of each publisher the numbers in order, offsets growing.
    private static final class Seen {
        private final Map<String, Integer> last = new HashMap<>();
        private long offset;
        private int count;

        void take(Batch batch) {
            batch.events().forEach(encoded -> take(encoded.event()));
            assertThat(batch.cursor().offset()).isGreaterThanOrEqualTo(offset);
        }

        private void take(Event event) {
            switch (event) {
                case Event.Message message -> {
                    assertThat(message.cursor().offset()).isGreaterThan(offset);
                    offset = message.cursor().offset();
                    int number = Integer.parseInt(((Content.Text) message.content()).text());
                    assertThat(number).isEqualTo(last.getOrDefault(message.from(), 0) + 1);
                    last.put(message.from(), number);
                    count++;
                }
                case Event.Logged other -> offset = other.cursor().offset();
                case Event.CursorMoved moved ->
                        assertThat(moved.cursor().offset()).isGreaterThanOrEqualTo(offset);
                default -> throw new AssertionError("unexpected: " + event);
            }
        }

        int count() {
            return count;
        }
    }

    /// A connection as a transport makes one: told when something is due, it reads on a thread of a
    /// pool until it can be armed.
    private static final class Pump implements ReaderOptions.Listener {
        private final Executor pool;
        private final Seen seen = new Seen();
        private final AtomicBoolean running = new AtomicBoolean();
        private final AtomicInteger wakeUps = new AtomicInteger();
        private final ConcurrentLinkedQueue<Throwable> faults;
        private volatile int count;
        private volatile Reader reader;

        @SuppressWarnings("NullAway") // the reader wants its listener first
        Pump(Executor pool, ConcurrentLinkedQueue<Throwable> faults) {
            this.pool = pool;
            this.faults = faults;
        }

        void begin(Reader from) {
            reader = from;
            ready();
        }

        @Override
        public void ready() {
            wakeUps.incrementAndGet();
            pool.execute(this::pump);
        }

        private void pump() {
            if (running.getAndSet(true)) {
                faults.add(new AssertionError("told twice for one arming"));
                return;
            }
            try {
                boolean armed = false;
                while (!armed) {
                    seen.take(reader.read(1 + 4096 * (seen.count() % 16)));
                    count = seen.count();
                    running.set(false);
                    armed = reader.arm();
                    if (!armed) {
                        running.set(true);
                    }
                }
            } catch (RuntimeException | AssertionError e) {
                faults.add(e);
            }
        }

        @Override
        public void ended(ErrorCode why, String reason) {}
    }

    @Test
    void everyReaderGetsEveryEventOnceAndInOrder() throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Pump> pumps = new ArrayList<>();
            List<Seen> awaiters = new ArrayList<>();
            int all = PUBLISHERS * MESSAGES;
            for (int i = 0; i < 12; i++) {
                Session session = chat.logIn("reader" + i);
                Pump pump = new Pump(pool, faults);
                pump.begin(chat.open(session, present(), true, pump));
                pumps.add(pump);
                Reader blocking = chat.open(session, present());
                Seen seen = new Seen();
                awaiters.add(seen);
                start(() -> {
                    while (seen.count() < all) {
                        Batch batch = blocking.await(64 * 1024, TestChat.LONG);
                        assertThat(batch.isEmpty()).as("a missed wake-up").isFalse();
                        seen.take(batch);
                    }
                });
            }
            for (int i = 0; i < PUBLISHERS; i++) {
                Session session = chat.logIn("publisher" + i);
                start(() -> {
                    for (int number = 1; number <= MESSAGES; number++) {
                        chat.say(session, "#lobby", Integer.toString(number));
                    }
                });
            }
            join();
            for (Pump pump : pumps) {
                eventually("all was pumped", () -> pump.count == all || !faults.isEmpty());
                assertThat(pump.wakeUps.get()).as("told once for many").isLessThan(all);
            }
            assertThat(faults).isEmpty();
            assertThat(awaiters).allSatisfy(seen -> assertThat(seen.count()).isEqualTo(all));
        }
    }

    @Test
    void noSingleWakeUpIsMissed() throws InterruptedException {
        // One message at a time, the next only when it has arrived: a missed wake-up would hang.
        Session ping = chat.logIn("ping");
        Session pong = chat.logIn("pong");
        int rallies = 2_000;
        Reader atPong = chat.open(pong, present(), false, new TestListener());
        Reader atPing = chat.open(ping, present(), false, new TestListener());
        start(() -> rally(atPong, pong, "@ping", rallies, false));
        start(() -> rally(atPing, ping, "@pong", rallies, true));
        join();
    }

    private void rally(Reader reader, Session me, String other, int rallies, boolean serves)
            throws InterruptedException {
        for (int i = 0; i < rallies; i++) {
            if (serves) {
                chat.say(me, other, "serve");
            }
            List<String> got = new ArrayList<>();
            while (got.isEmpty()) {
                Batch batch = reader.await(64 * 1024, TestChat.LONG);
                assertThat(batch.isEmpty()).as("a missed wake-up at rally %d", i).isFalse();
                Read.words(batch).stream().filter(w -> !w.startsWith("cursor")).forEach(got::add);
            }
            assertThat(got).hasSize(1);
            if (!serves) {
                chat.say(me, other, "return");
            }
        }
    }

    @Test
    void aReaderThatIsCutAndTakenUpAgainMissesNothing() throws InterruptedException {
        Session session = chat.logIn("wanderer");
        int all = PUBLISHERS * MESSAGES;
        Reader first = chat.open(session, present());
        AtomicInteger connections = new AtomicInteger();
        start(() -> {
            Random random = new Random(11);
            Seen seen = new Seen();
            Reader reader = first;
            while (seen.count() < all) {
                int turns = 1 + random.nextInt(3);
                for (int turn = 0; turn < turns && seen.count() < all; turn++) {
                    seen.take(reader.await(1 + random.nextInt(9_000), TestChat.LONG));
                }
                if (random.nextBoolean()) {
                    // Armed, and closed while it may be told just now.
                    reader.arm();
                }
                reader.close();
                connections.incrementAndGet();
                reader = chat.open(session, new StartPosition.After(reader.cursor()));
            }
        });
        for (int i = 0; i < PUBLISHERS; i++) {
            Session publisher = chat.logIn("publisher" + i);
            start(() -> {
                for (int number = 1; number <= MESSAGES; number++) {
                    chat.say(publisher, "#lobby", Integer.toString(number));
                }
            });
        }
        join();
        assertThat(connections).hasValueGreaterThan(10);
    }

    @Test
    void aMemberGetsTheMessagesBetweenJoiningAndLeaving() throws InterruptedException {
        // The joiner tells his own joined and left from what he reads: between them no number of
        // the one publisher is missing, outside of them none is seen.
        Session publisher = chat.logIn("publisher");
        Session joiner = chat.logIn("joiner");
        chat.join(publisher, "#g");
        Reader reader = chat.open(joiner, present());
        CountDownLatch done = new CountDownLatch(1);
        List<String> seen = new ArrayList<>();
        start(() -> {
            for (int number = 1; done.getCount() > 0; number++) {
                chat.say(publisher, "#g", Integer.toString(number));
            }
        });
        start(() -> {
            for (int i = 0; i < 500; i++) {
                chat.join(joiner, "#g");
                seen.addAll(Read.words(reader.await(64 * 1024, TestChat.LONG)));
                chat.leave(joiner, "#g");
            }
            done.countDown();
        });
        join();
        for (List<String> more = Read.all(reader); !more.isEmpty(); more = Read.all(reader)) {
            seen.addAll(more);
        }
        boolean member = false;
        int last = -1;
        int joins = 0;
        for (String words : seen) {
            switch (words) {
                case "joiner joined #g" -> {
                    assertThat(member).isFalse();
                    member = true;
                    last = -1;
                    joins++;
                }
                case "joiner left #g" -> {
                    assertThat(member).isTrue();
                    member = false;
                }
                default -> {
                    if (words.startsWith("cursor")) {
                        continue;
                    }
                    assertThat(member).as(words).isTrue();
                    int number = Integer.parseInt(words.split(" ", -1)[2]);
                    assertThat(last == -1 || number == last + 1).as(words).isTrue();
                    last = number;
                }
            }
        }
        assertThat(joins).isEqualTo(500);
    }

    @Test
    void readersThatDoNotReadDelayNobody() throws InterruptedException {
        // Their listeners are told and do nothing: one number each.
        List<TestListener> stuck = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TestListener listener = new TestListener();
            Reader reader = chat.open(chat.logIn("stuck" + i), present(), true, listener);
            reader.read(1);
            reader.arm();
            stuck.add(listener);
        }
        Session publisher = chat.logIn("publisher");
        Reader quick = chat.open(chat.logIn("quick"), present());
        Seen seen = new Seen();
        start(() -> {
            while (seen.count() < MESSAGES) {
                seen.take(quick.await(64 * 1024, TestChat.LONG));
            }
        });
        for (int number = 1; number <= MESSAGES; number++) {
            chat.say(publisher, "#lobby", Integer.toString(number));
        }
        join();
        for (TestListener listener : stuck) {
            assertThat(listener.ready.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
            assertThat(listener.readyCalls).as("told once, whatever came").hasValue(1);
        }
    }
}
