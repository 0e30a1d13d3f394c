package dev.wirelab.load.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Reads from a client on a thread of its own and records when each text arrived.
public final class MessageReader implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final EventClient client;
    private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
    private final AtomicLong messages = new AtomicLong();
    private final Thread thread;

    /// Starts to read.
    ///
    /// @param client closed with this reader
    public MessageReader(EventClient client) {
        this.client = client;
        this.thread = Thread.ofVirtual().name("message reader").start(this::read);
    }

    private void read() {
        try {
            while (true) {
                EventClient.Arrival arrival = client.next();
                for (String text : arrival.texts()) {
                    messages.incrementAndGet();
                    future(text).complete(arrival.raw().endNanos());
                }
            }
        } catch (IOException e) {
            // The connection was closed, here or by the lab: await() times out.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Long> future(String text) {
        return arrivals.computeIfAbsent(text, _ -> new CompletableFuture<>());
    }

    /// Waits for a text.
    ///
    /// @return [System#nanoTime()] when it arrived
    /// @throws IOException if it does not arrive within 10 s
    public long await(String text) throws IOException, InterruptedException {
        try {
            return future(text).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "a message did not arrive within " + TIMEOUT.toSeconds() + " s", e);
        }
    }

    /// Waits for a message and returns how long it took.
    public double awaitMillis(Publisher.Sent sent) throws IOException, InterruptedException {
        return (await(sent.text()) - sent.nanos()) / 1e6;
    }

    /// The number of messages so far.
    public long messages() {
        return messages.get();
    }

    /// The number of polls so far.
    public long requests() {
        return client.requests();
    }

    /// Bytes of the connection so far, in both directions.
    public long bytes() {
        return client.socket().bytes();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        client.close();
    }
}
