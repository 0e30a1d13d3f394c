package dev.wirelab.load.claims;

import java.io.IOException;

/// A wire over which one session reads. When it is made it reads from the present on.
sealed interface Feed extends AutoCloseable
        permits LongPollFeed, ShortPollFeed, WebSocketFeed, LineFeed {
    /// Waits for what comes next; there may be no message in it.
    Take take() throws IOException, InterruptedException;

    /// Its connection.
    Wire wire();

    /// HTTP requests that it has made so far.
    long requests();

    @Override
    default void close() throws IOException {
        wire().close();
    }
}
