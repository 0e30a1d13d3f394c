package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.wire.ReceivedEvent;
import io.netty.channel.EventLoop;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A client that connects once over one transport, with the token of a session, and does nothing
/// about what happens to its connection: it sends no pings, and does not reconnect. Safe for use by
/// any number of threads.
public final class SingleAttempt implements AutoCloseable {
    private final EventLoop loop;
    private final Listener listener;
    private final SequencedMap<String, String> unanswered = new LinkedHashMap<>();
    private @Nullable Attempt attempt;
    private long idleSince;
    private boolean ended;

    /// Receives its reports, on its event loop. [#lost] is the last one.
    public interface Listener {
        /// Every later event will be delivered.
        void opened();

        /// An event or a reply has come.
        ///
        /// @param nanos when, on the monotonic clock
        void arrived(ReceivedEvent event, long nanos);

        /// It could not connect, or its connection has ended.
        ///
        /// @param idleNanos since the last event or the last answer to a poll came
        void lost(Loss loss, long idleNanos);
    }

    /// Begins to connect.
    public SingleAttempt(
            EventLoop loop,
            Way way,
            String token,
            ClientTimes times,
            ClientTraffic traffic,
            Listener listener) {
        this.loop = loop;
        this.listener = listener;
        loop.execute(() -> {
            if (!ended) {
                Reports reports = new Reports();
                idleSince = System.nanoTime();
                attempt =
                        Attempt.begin(
                                loop,
                                way,
                                token,
                                Optional.empty(),
                                times,
                                traffic,
                                HostConnections.unlimited(),
                                false,
                                reports);
            }
        });
    }

    /// Sends a command as its transport does.
    ///
    /// @param id that of the command
    public void send(String id, String command) {
        loop.execute(() -> {
            Attempt current = attempt;
            if (current != null && !ended) {
                unanswered.put(id, command);
                current.publish(unanswered);
            }
        });
    }

    /// Closes its connection. Nothing is reported any more.
    @Override
    public void close() {
        loop.execute(this::end);
    }

    private void end() {
        ended = true;
        if (attempt != null) {
            attempt.close();
        }
    }

    private final class Reports implements Attempt.Listener {
        @Override
        public void opened() {
            if (!ended) {
                listener.opened();
            }
        }

        @Override
        public void cursor(String cursor) {
            idleSince = System.nanoTime();
        }

        @Override
        public void arrived(ReceivedEvent event, long nanos) {
            idleSince = nanos;
            String answered =
                    switch (event) {
                        case ReceivedEvent.Ok ok -> ok.id();
                        case ReceivedEvent.Failure failure -> failure.id();
                        case ReceivedEvent.Message _, ReceivedEvent.Gap _, ReceivedEvent.Other _ ->
                                null;
                    };
            if (answered != null) {
                unanswered.remove(answered);
            }
            if (!ended) {
                listener.arrived(event, nanos);
            }
        }

        @Override
        public void lost(Loss loss) {
            if (!ended) {
                end();
                listener.lost(loss, System.nanoTime() - idleSince);
            }
        }
    }
}
