package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.eventually;
import static dev.wirelab.core.chat.TestChat.present;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// How often what is due is put together and encoded, counted and not timed: once for all to whom
/// the same is due, however much that is and however late they take it.
@Timeout(60)
@Isolated
class SharedDeliveryTest {
    private static final int READERS = 100;
    private static final int MAX = Batch.MAX_BYTES;
    private static final String KILOBYTE = "x".repeat(1_024);

    private final TestChat chat = new TestChat();
    private final Session writer = chat.logIn("writer");
    private final List<Taker> readers = new ArrayList<>();

    /// All frames that were taken, each once.
    private final Set<byte[]> frames =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /// A connection whose socket takes everything at once, or nothing until it is asked to.
    private final class Taker implements ReaderOptions.Listener {
        private final boolean slow;
        private Reader reader;
        private final AtomicInteger messages = new AtomicInteger();

        @SuppressWarnings("NullAway.Init") // the reader needs its listener first
        Taker(boolean slow) {
            this.slow = slow;
        }

        @Override
        public void ready() {
            if (!slow) {
                take();
            }
        }

        void take() {
            do {
                Batch batch = reader.read(MAX);
                if (!batch.isEmpty()) {
                    byte[] frame = batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V1);
                    assertThat(frame.length).isLessThan(MAX + 16);
                    frames.add(frame);
                    messages.addAndGet(batch.events().size());
                }
            } while (!reader.arm());
        }

        @Override
        public void ended(ErrorCode why, String reason) {}
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private void readers(boolean slow, String... groups) {
        for (int i = 0; i < READERS; i++) {
            Session session = chat.logIn("reader" + i);
            for (String group : groups) {
                chat.join(session, group);
            }
            readers.add(new Taker(slow));
            readers.getLast().reader = chat.open(session, present(), true, readers.getLast());
        }
        settle();
        readers.forEach(Taker::take);
        settle();
        frames.clear();
        readers.forEach(taker -> taker.messages.set(0));
    }

    /// Waits until all rounds that had begun are over.
    private void settle() {
        for (int i = 0; i < 2; i++) {
            TestListener listener = new TestListener();
            try (Reader last = chat.open(writer, present(), true, listener)) {
                do {
                    last.read(MAX);
                } while (!last.arm());
                chat.say(writer, "@writer", "told in its turn");
                eventually("it was told", () -> listener.readyCalls.get() > 0);
            }
        }
    }

    private void say(String to, int messages) {
        for (int i = 0; i < messages; i++) {
            chat.sayLater(writer, to, i + KILOBYTE);
        }
        chat.chat.deliver();
    }

    private void awaitAll(int messages) {
        for (Taker taker : readers) {
            eventually("all was taken", () -> taker.messages.get() >= messages);
            assertThat(taker.messages).hasValue(messages);
        }
    }

    @Test
    void aBurstOfAnySizeIsEncodedOnceForAllReadersAtTheHead() {
        readers(false);
        say("#lobby", 400);
        awaitAll(400);
        // 57 fit into one; it may have been told in a few rounds.
        assertThat(frames).hasSizeBetween(8, 16);
    }

    @Test
    void theEventsOfSeveralRoundsAreOneBatchForReadersThatDidNotReadMeanwhile() {
        readers(true);
        for (int round = 0; round < 10; round++) {
            say("#lobby", 3);
            settle();
        }
        readers.forEach(Taker::take);
        awaitAll(30);
        assertThat(frames).hasSize(1);
    }

    @Test
    void theEventsOfTwoGroupsAreOneBatchForMembersOfBoth() {
        chat.join(writer, "#one");
        chat.join(writer, "#two");
        readers(true, "#one", "#two");
        for (int round = 0; round < 3; round++) {
            chat.sayLater(writer, "#one", "a");
            chat.sayLater(writer, "#two", "b");
            chat.sayLater(writer, "#one", "c");
            say("#lobby", 2);
            settle();
        }
        Batch first = readers.getFirst().reader.read(MAX);
        assertThat(Read.words(first).subList(0, 3))
                .containsExactly(
                        "writer says a to #one", "writer says b to #two", "writer says c to #one");
        readers.getFirst().messages.addAndGet(first.events().size());
        frames.add(first.bytes(TestFormat.INSTANCE, ProtocolVersion.V1));
        readers.forEach(Taker::take);
        awaitAll(15);
        assertThat(frames).hasSize(1);
    }

    @Test
    void laggingReadersAtTheSameOffsetShareABatch() {
        readers(true);
        say("#lobby", 200);
        settle();
        say("#lobby", 230);
        settle();
        readers.forEach(Taker::take);
        awaitAll(430);
        assertThat(frames).hasSizeBetween(8, 12);
    }

    @Test
    void resumingReadersAtTheSameOffsetShareABatch() {
        readers(true);
        Cursor offset = chat.say(writer, "@writer", "the present");
        readers.forEach(taker -> taker.reader.close());
        say("#lobby", 430);
        settle();
        for (Taker taker : readers) {
            taker.reader = chat.open(taker.reader.session(), TestChat.after(offset), true, taker);
            taker.take();
        }
        awaitAll(430);
        assertThat(frames).hasSizeBetween(8, 12);
    }

    @Test
    void aReaderNearTheHeadPaysNothingForItsGroups() {
        Session single = chat.logIn("single");
        Session member = chat.logIn("member");
        for (int i = 0; i < ChatOptions.MAX_GROUPS; i++) {
            chat.join(member, "#group" + i);
        }
        for (int due = 0; due <= 1; due++) {
            long least = leastCostOfReading(single, due);
            assertThat(least).as("bytes allocated to find %d events", due).isPositive();
            assertThat(leastCostOfReading(member, due))
                    .as("bytes allocated to find %d events in 1,000 groups", due)
                    .isLessThan(least + 200);
        }
    }

    private long leastCostOfReading(Session session, int due) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 100; i++) {
            Cursor offset = chat.say(session, "#lobby", "due");
            Cursor after = new Cursor(offset.epoch(), offset.offset() - due);
            least = Math.min(least, costOfReading(session, after, due));
        }
        return least;
    }

    private long costOfReading(Session session, Cursor after, int events) {
        long before = allocated();
        try (Reader reader = chat.poll(session, TestChat.after(after), new TestListener())) {
            assertThat(reader.read(MAX).events().size() == events).isTrue();
        }
        return allocated() - before;
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
