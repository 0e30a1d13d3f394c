package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.eventually;
import static dev.wirelab.core.chat.TestChat.present;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.GroupSubscriptions;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// What a delivery costs, counted and not timed: wake-ups, batches and allocated bytes.
@Timeout(60)
@Isolated
class DeliveryCostTest {
    private static final int BURST = 16;
    private static final int MAX = Batch.MAX_BYTES;

    private final TestChat chat = new TestChat();
    private final Session writer = chat.logIn("writer");
    private final List<Told> readers = new ArrayList<>();

    /// A reader at the head that counts how often, and on how many other threads, it was told.
    private static final class Told implements ReaderOptions.Listener {
        private final Thread home = Thread.currentThread();
        private final AtomicInteger times = new AtomicInteger();
        private final AtomicInteger elsewhere = new AtomicInteger();
        private Reader reader;

        @SuppressWarnings("NullAway.Init") // the reader needs its listener first
        Told() {}

        @Override
        public void ready() {
            if (!Thread.currentThread().equals(home)) {
                elsewhere.incrementAndGet();
            }
            times.incrementAndGet();
        }

        @Override
        public void ended(ErrorCode why, String reason) {}
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private void readers(int count) {
        for (int i = 0; i < count; i++) {
            Told told = new Told();
            told.reader = chat.open(chat.logIn("reader" + i), present(), true, told);
            readers.add(told);
        }
        chat.say(writer, "#lobby", "the last of what is told by another thread");
        for (Told told : readers) {
            // Whatever became of that: now this reader is at the head.
            eventually("it is at the head", () -> told.reader.read(MAX).isEmpty());
        }
        chat.chat.deliver();
        arm();
    }

    private void arm() {
        for (Told told : readers) {
            told.times.set(0);
            told.elsewhere.set(0);
            eventually(
                    "it waits",
                    () -> {
                        boolean armed = told.reader.arm();
                        if (!armed) {
                            told.reader.read(MAX);
                        }
                        return armed;
                    });
        }
    }

    private void burst(int messages) {
        for (int i = 0; i < messages; i++) {
            Command say = new Command.Say(null, Address.LOBBY, "message " + i);
            TestChat.result(chat.chat.accept(writer, new GroupSubscriptions(), say));
        }
        chat.chat.deliver();
    }

    private void awaitTold() {
        for (Told told : readers) {
            eventually("it was told", () -> told.times.get() > 0);
        }
    }

    @Test
    void aBurstNotifiesEachReaderOnceOnThePublishersThreadAndIsOneSharedWrite() {
        readers(200);
        int attempts = 0;
        burst(BURST);
        awaitTold();
        // The housekeeping, or a fan-out thread that was about to idle, may have been there first.
        while (toldElsewhere() && ++attempts < 10) {
            readers.forEach(told -> told.reader.read(MAX));
            arm();
            burst(BURST);
            awaitTold();
        }
        assertThat(toldElsewhere()).as("another thread was woken").isFalse();
        Batch shared = readers.getFirst().reader.read(MAX);
        assertThat(shared.events()).hasSize(BURST);
        for (Told told : readers.subList(1, readers.size())) {
            assertThat(told.times).hasValue(1);
            assertThat(told.reader.read(MAX).bytes(TestFormat.INSTANCE, ProtocolVersion.V1))
                    .isSameAs(shared.bytes(TestFormat.INSTANCE, ProtocolVersion.V1));
        }
    }

    private boolean toldElsewhere() {
        return readers.stream().anyMatch(told -> told.elsewhere.get() > 0);
    }

    @Test
    void aBurstInOneGroupNotifiesNoReaderOfAnother() {
        readers(200);
        List<Told> others = List.copyOf(readers);
        chat.join(writer, "#ours");
        Told member = new Told();
        member.reader = chat.open(writer, present(), true, member);
        readers.add(member);
        arm();
        for (int i = 0; i < BURST; i++) {
            chat.say(writer, "#ours", "message " + i);
        }
        eventually("the member was told", () -> member.times.get() > 0);
        chat.chat.deliver();
        assertThat(others).allMatch(told -> told.times.get() == 0);
    }

    @Test
    void aDeliveryAllocatesNothing() {
        readers(2_000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 30; round++) {
            long before = allocated();
            burst(1);
            for (Told told : readers) {
                told.reader.read(MAX).bytes(TestFormat.INSTANCE, ProtocolVersion.V1);
            }
            least = Math.min(least, allocated() - before);
            awaitTold();
            arm();
        }
        // An event, its slice, its batch, its frame and the lists around them: once for all.
        assertThat(least).as("bytes for 2,000 deliveries").isBetween(500L, 8_000L);
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
