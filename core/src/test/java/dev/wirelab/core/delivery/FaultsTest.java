package dev.wirelab.core.delivery;

import static dev.wirelab.core.chat.TestChat.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.chat.TestChat;
import dev.wirelab.core.chat.TestListener;
import dev.wirelab.core.log.Fact;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.core.state.Retention;
import dev.wirelab.core.state.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An unexpected exception is counted, and ends no thread that others depend on.
@Timeout(30)
class FaultsTest {
    /// A lock that fails when it is taken by the fan-out, so many times.
    private static final class FailingLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void lock() {
            if (Thread.currentThread().getName().equals("fan-out")
                    && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("planted");
            }
            super.lock();
        }
    }

    @Test
    void aRoundThatFailsIsCountedAndRepeated() throws InterruptedException {
        FailingLock lock = new FailingLock();
        LocalSessions sessions = new LocalSessions();
        State state = new State("e", new Retention(100, 1 << 20), sessions);
        Faults faults = new Faults();
        try (Delivery delivery = new Delivery(lock, state, sessions, faults)) {
            delivery.start();
            state.apply(new Fact.LoggedIn("s1", "ann", null, Instant.EPOCH, Instant.EPOCH));
            Session ann = sessions.of(state.member("s1"));
            TestListener listener = new TestListener();
            Reader reader =
                    delivery.open(
                            ann,
                            new ReaderOptions(
                                    "tcp",
                                    ReaderOptions.Kind.STREAM,
                                    new StartPosition.End(),
                                    true,
                                    listener));
            do {
                reader.read(Batch.MAX_BYTES);
            } while (!reader.arm());
            lock.failures.set(2);
            lock.lock();
            try {
                state.apply(
                        new Fact.Published(
                                "s1", null, Address.LOBBY, new Content.Text("hi"), Instant.EPOCH));
            } finally {
                lock.unlock();
            }
            delivery.signal();
            assertThat(listener.isToldSoon()).isTrue();
            assertThat(reader.read(Batch.MAX_BYTES).events()).hasSize(1);
            assertThat(faults.snapshot()).containsEntry("fan-out", 2L);
        }
    }

    @Test
    void aFailingListenerDoesNotAffectOthers() throws InterruptedException {
        try (TestChat chat = new TestChat()) {
            Session ann = chat.logIn("ann");
            Session bob = chat.logIn("bob");
            TestListener failing =
                    new TestListener() {
                        @Override
                        public void ready() {
                            throw new AssertionError("planted");
                        }
                    };
            TestListener listener = new TestListener();
            armed(chat.open(ann, TestChat.present(), true, failing));
            Reader reader = armed(chat.open(bob, TestChat.present(), true, listener));
            chat.say(bob, "#lobby", "one");
            assertThat(listener.isToldSoon()).isTrue();
            armed(reader);
            chat.say(bob, "#lobby", "two");
            assertThat(listener.isToldSoon()).isTrue();
            eventually("counted", () -> chat.chat.faults().snapshot().containsKey("connection"));
        }
    }

    private static Reader armed(Reader reader) {
        do {
            reader.read(Batch.MAX_BYTES);
        } while (!reader.arm());
        return reader;
    }

    @Test
    void housekeepingThatFailsContinuesWithItsNextTick() {
        AtomicInteger failures = new AtomicInteger();
        InstantSource clock =
                () -> {
                    if (Thread.currentThread().getName().equals("housekeeping")
                            && failures.getAndIncrement() < 1) {
                        throw new IllegalStateException("planted");
                    }
                    return Instant.EPOCH;
                };
        ChatOptions defaults = ChatOptions.DEFAULTS;
        ChatOptions options =
                new ChatOptions(
                        Duration.ofMillis(100),
                        defaults.sessionLife(),
                        defaults.retainedEvents(),
                        defaults.retainedBytes(),
                        defaults.maxSessions());
        try (Chat chat = new Chat(options, clock)) {
            Session ann = chat.logIn("ann", null).toCompletableFuture().join();
            eventually("the lease has ended", ann::hasEnded);
            assertThat(chat.faults().snapshot()).containsEntry("housekeeping", 1L);
        }
    }
}
