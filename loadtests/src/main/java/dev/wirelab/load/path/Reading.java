package dev.wirelab.load.path;

import dev.wirelab.load.survive.client.ClientTimes;
import dev.wirelab.load.survive.client.Loss;
import dev.wirelab.load.survive.client.SingleAttempt;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.wire.ReceivedEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One connection over one transport, which sends messages to itself. Used by one thread.
final class Reading implements SingleAttempt.Listener, AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final LabAccess.Member member;
    private final SingleAttempt attempt;
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Long>> arrivals = new ConcurrentHashMap<>();
    private int messages;

    /// A message that was sent.
    record Sent(CompletableFuture<Long> arrival, long nanos) {}

    /// The end of the connection.
    ///
    /// @param idleSeconds since it last carried an event, or an answer to a poll
    record Ended(String reason, double idleSeconds) {}

    /// Begins to connect.
    ///
    /// @param holdSeconds how long the lab may hold a poll
    Reading(LabAccess lab, Way way, LabAccess.Member member, int holdSeconds) {
        this.member = member;
        ClientTimes usual = ClientTimes.USUAL;
        ClientTimes times =
                new ClientTimes(
                        usual.open(),
                        usual.answer(),
                        usual.heartbeat(),
                        Duration.ofSeconds(holdSeconds).plus(usual.open()),
                        holdSeconds,
                        POLL_INTERVAL,
                        usual.young(),
                        usual.firstPause(),
                        usual.longestPause());
        attempt = new SingleAttempt(lab.loop(), way, member.token(), times, lab.traffic(), this);
    }

    @Override
    public void opened() {
        opened.complete(true);
    }

    @Override
    public void arrived(ReceivedEvent event, long nanos) {
        if (event instanceof ReceivedEvent.Message message) {
            arrival(message.text()).complete(nanos);
        }
    }

    @Override
    public void lost(Loss loss, long idleNanos) {
        ended.complete(new Ended(loss.reason(), idleNanos / 1e9));
    }

    private CompletableFuture<Long> arrival(String text) {
        return arrivals.computeIfAbsent(text, _ -> new CompletableFuture<>());
    }

    /// Whether the first event comes in time; polls: the first answer.
    boolean awaitOpen(Duration limit) throws InterruptedException {
        await(CompletableFuture.anyOf(opened, ended), limit);
        return opened.isDone();
    }

    /// Sends a message to its own session.
    Sent send() {
        String text = "m" + ++messages;
        CompletableFuture<Long> arrival = arrival(text);
        long nanos = System.nanoTime();
        attempt.send(
                text,
                "{\"type\":\"say\",\"id\":\"%1$s\",\"to\":\"@%2$s\",\"text\":\"%1$s\"}"
                        .formatted(text, member.user()));
        return new Sent(arrival, nanos);
    }

    /// After how many milliseconds a message came; empty: not in time.
    OptionalDouble awaitMessage(Sent sent, Duration limit) throws InterruptedException {
        await(CompletableFuture.anyOf(sent.arrival, ended), limit);
        return sent.arrival.isDone()
                ? OptionalDouble.of((sent.arrival.join() - sent.nanos) / 1e6)
                : OptionalDouble.empty();
    }

    /// Its end, if that comes in time.
    Optional<Ended> awaitEnd(Duration limit) throws InterruptedException {
        await(ended, limit);
        return ended.isDone() ? Optional.of(ended.join()) : Optional.empty();
    }

    private static void await(CompletableFuture<?> event, Duration limit)
            throws InterruptedException {
        try {
            var _ = event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The caller looks what has happened.
        } catch (ExecutionException e) {
            throw new IllegalStateException("these futures do not fail", e);
        }
    }

    @Override
    public void close() {
        attempt.close();
    }
}
