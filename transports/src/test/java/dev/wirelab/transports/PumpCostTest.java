package dev.wirelab.transports;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.chat.Opening;
import dev.wirelab.core.chat.Session;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Command;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Format;
import dev.wirelab.core.wire.Start;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// What a pump adds to a delivery, counted and not timed.
@Timeout(60)
@Isolated
class PumpCostTest {
    private static final int READERS = 500;
    private static final int MESSAGES = 40;

    private final Chat chat = new Chat(ChatOptions.DEFAULTS, InstantSource.system());
    private final Session writer = logIn("writer");
    private final List<Connection> connections = new ArrayList<>();

    /// A connection whose socket takes everything at once.
    private static final class Connection implements Opening.Listener, Pump.Wire {
        private final Pump pump = new Pump(Format.TEXT_FRAME, this);
        private volatile byte[] latest = {};
        private int writes;

        @Override
        public void ready() {
            pump.wake();
        }

        @Override
        public void ended(ErrorCode why, String reason) {}

        @Override
        public void write(byte[] bytes) {
            latest = bytes;
            writes++;
            pump.written();
        }

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
            Connection connection = new Connection();
            Session session = logIn("reader" + i);
            Opening opening =
                    new Opening(
                            "websocket",
                            Opening.Kind.STREAM,
                            new Start.Present(),
                            true,
                            connection);
            connection.pump.read(
                    new byte[0], chat.open(session, opening), session.meter(meters, "websocket"));
            connections.add(connection);
        }
    }

    private void say() {
        Command say = new Command.Say(null, Address.LOBBY, "hello");
        chat.accept(writer, chat.pollWatches(writer, "short-poll"), say)
                .toCompletableFuture()
                .join();
        chat.deliver();
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

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
