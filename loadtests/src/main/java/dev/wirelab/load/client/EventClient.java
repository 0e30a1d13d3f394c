package dev.wirelab.load.client;

import dev.wirelab.load.wire.ReceivedEvent;
import java.io.IOException;
import java.util.List;

/// Receives the events of one session over one connection, from the current end of the log onwards.
public sealed interface EventClient extends AutoCloseable
        permits PollingClient, WebSocketClient, EventStreamClient, TcpLineClient {
    /// Waits for the next answer, frame or line, which may hold no message.
    Arrival next() throws IOException, InterruptedException;

    /// The connection.
    CountedSocket socket();

    /// The number of polls so far; 0 where the lab pushes.
    default long requests() {
        return 0;
    }

    @Override
    default void close() throws IOException {
        socket().close();
    }

    /// What arrived together.
    ///
    /// @param texts of the messages, in order
    record Arrival(RawExchange raw, List<String> texts) {
        /// Copies the list.
        public Arrival {
            texts = List.copyOf(texts);
        }

        static Arrival of(RawExchange raw, List<ReceivedEvent> events) {
            return new Arrival(
                    raw,
                    events.stream()
                            .filter(ReceivedEvent.Message.class::isInstance)
                            .map(event -> ((ReceivedEvent.Message) event).text())
                            .toList());
        }
    }
}
