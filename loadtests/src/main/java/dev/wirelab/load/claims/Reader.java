package dev.wirelab.load.claims;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Reads a feed on a thread of its own and notes when each text came.
final class Reader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Feed feed;
    private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();
    private final Thread thread;

    Reader(Feed feed) {
        this.feed = feed;
        this.thread = Thread.ofVirtual().name("reader of a claim").start(this::read);
    }

    private void read() {
        try {
            while (true) {
                Take take = feed.take();
                for (String text : take.texts()) {
                    messages.incrementAndGet();
                    arrival(text).complete(take.nanos());
                }
            }
        } catch (IOException e) {
            // Closed; or the lab has gone, and who waits for a text will not get it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Long> arrival(String text) {
        return arrivals.computeIfAbsent(text, _ -> new CompletableFuture<>());
    }

    /// When a text came, on the monotonic clock; waits for it.
    ///
    /// @throws IOException if it does not come within 10 s
    long await(String text) throws IOException, InterruptedException {
        try {
            return arrival(text).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "a message did not come within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /// Messages that came.
    long messages() {
        return messages.get();
    }

    Feed feed() {
        return feed;
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        feed.close();
    }
}
