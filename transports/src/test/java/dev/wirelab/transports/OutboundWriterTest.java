package dev.wirelab.transports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.delivery.EventFormat;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.StartPosition;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// What writing costs a delivery and a connection, counted and not timed.
@Timeout(60)
@Isolated
class OutboundWriterTest {
    private static final int READERS = 500;
    private static final int MESSAGES = 40;

    private static final EventFormat FORMAT =
            (events, cursor, more) -> {
                ByteBuffer bytes =
                        ByteBuffer.allocate(EventFormat.jsonBytes(events) + events.size() - 1);
                EventFormat.putJson(events, (byte) '\n', bytes);
                return bytes.array();
            };

    private final Chat chat = new Chat(ChatOptions.DEFAULTS, InstantSource.system());
    private final Session writer = logIn("writer");
    private final List<Connection> connections = new ArrayList<>();
    private final Set<byte[]> frames =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /// A connection whose socket takes everything at once, unless it is blocked.
    private static final class Connection implements ReaderOptions.Listener, OutboundWriter.Sink {
        private final OutboundWriter writer = new OutboundWriter(FORMAT, this);
        private final AtomicBoolean writing = new AtomicBoolean();
        private volatile boolean blocked;
        private volatile byte[] latest = {};
        private final Set<byte[]> frames;
        private int writes;

        /// @param frames where all that is written is gathered
        Connection(Set<byte[]> frames) {
            this.frames = frames;
        }

        @Override
        public void ready() {
            writer.wake();
        }

        @Override
        public void ended(ErrorCode why, String reason) {}

        @Override
        public void write(byte[] bytes) {
            latest = bytes;
            frames.add(bytes);
            writes++;
            if (blocked) {
                writing.set(true);
            } else {
                writer.written();
            }
        }

        /// Completes the current write, if there is one.
        void complete() {
            if (writing.compareAndSet(true, false)) {
                writer.written();
            }
        }

        @Override
        public void resume() {}

        @Override
        public void finish(Event.@Nullable Error last) {}
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private Session logIn(String user) {
        return chat.logIn(user, null).toCompletableFuture().join();
    }

    private void connect() {
        Meters meters = new Meters();
        for (int i = 0; i < READERS; i++) {
            Connection connection = new Connection(frames);
            Session session = logIn("reader" + i);
            ReaderOptions opening =
                    new ReaderOptions(
                            "websocket",
                            ReaderOptions.Kind.STREAM,
                            new StartPosition.End(),
                            true,
                            connection);
            connection.writer.read(
                    new byte[0],
                    Chat.await(chat.open(session, opening)),
                    session.meter(meters, "websocket"),
                    ProtocolVersion.V1);
            connections.add(connection);
        }
    }

    private void say() {
        accept("hello");
        chat.deliver();
    }

    private void accept(String text) {
        Command say = new Command.Say(null, Address.LOBBY, text);
        chat.accept(writer, chat.pollSubscriptions(writer, "short-poll"), say)
                .toCompletableFuture()
                .join();
    }

    @Test
    void aBatchThatWasAllThatIsDueIsNotFollowedByAnotherLook() {
        connect();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MESSAGES; i++) {
            connections.forEach(connection -> connection.writes = 0);
            long before = allocated();
            say();
            long cost = allocated() - before;
            // The fan-out's own thread may have been there first; then this one has no figure.
            if (connections.stream().allMatch(connection -> connection.writes == 1)) {
                least = Math.min(least, cost);
            }
        }
        byte[] shared = connections.getFirst().latest;
        for (Connection connection : connections) {
            assertThat(connection.latest).isSameAs(shared);
        }
        assertThat(least / READERS).as("bytes a delivery").isLessThan(100);
    }

    @Test
    void aBurstThatIsReadLateIsTheSameFewWritesForAll() {
        connect();
        connections.forEach(connection -> connection.blocked = true);
        say();
        awaitAll(connection -> connection.writing.get());
        frames.clear();
        for (int i = 0; i < 400; i++) {
            accept(i + "x".repeat(1_024));
        }
        awaitAll(connection -> {
            connections.forEach(Connection::complete);
            return isTheEnd(connection.latest);
        });
        // A write holds at most 64 KiB: some 57 of these messages.
        assertThat(frames).hasSizeBetween(7, 8);
    }

    private void awaitAll(Predicate<Connection> condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!connections.stream().allMatch(condition)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void anIdleConnectionHoldsNothingOfItsLargestReply() {
        connect();
        long before = live();
        byte[] history = new byte[52 * 1024];
        for (Connection connection : connections) {
            connection.writer.reply(history);
        }
        frames.clear();
        connections.forEach(connection -> connection.latest = new byte[0]);
        assertThat(live() - before)
                .as("bytes of heap for %d connections", READERS)
                .isLessThan(READERS * 1_024L);
    }

    private static long live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static boolean isTheEnd(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8).contains("\"text\":\"399x");
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
