package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.transport.Resumption;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollResponse;
import dev.wirelab.load.wire.ReceivedEvent;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// Polls. The first poll is answered at once or after a second, so that it is known early whether
/// the transport works. If a proxy on the way does not wait as long as the lab holds a poll (status
/// 504), the next ones are held for less.
final class PollAttempt implements Attempt {
    private static final int GATEWAY_TIMEOUT = 504;

    /// How much of the time after which a proxy gave up the next poll is held.
    private static final double CAUTION = 0.75;

    private final EventLoop loop;
    private final Resumption.Poll poll;
    private final String token;
    private final ClientTimes times;
    private final HttpExchange http;
    private final CommandPoster poster;
    private final Listener listener;
    private Optional<String> after;
    private int holdSeconds;
    private long sentAt;
    private boolean open;
    private boolean closed;

    PollAttempt(
            EventLoop loop,
            Resumption.Poll poll,
            String token,
            Optional<String> after,
            ClientTimes times,
            HttpExchange http,
            CommandPoster poster,
            Listener listener) {
        this.loop = loop;
        this.poll = poll;
        this.token = token;
        this.after = after;
        this.times = times;
        this.http = http;
        this.poster = poster;
        this.listener = listener;
        this.holdSeconds = times.holdSeconds();
        send();
    }

    private void send() {
        if (closed) {
            return;
        }
        int hold = open ? holdSeconds : 1;
        sentAt = System.nanoTime();
        String query =
                after.map(cursor -> "?after=" + cursor + (poll.held() ? "&wait=" + hold : ""))
                        .orElse("");
        Duration limit = !open ? times.open() : poll.held() ? times.silence() : times.answer();
        http.send(
                new Request("GET", poll.path() + query, token, null),
                limit,
                this::answered,
                listener::lost);
    }

    private void answered(Message response) {
        if (response.status() == GATEWAY_TIMEOUT && open && poll.held() && holdSeconds > 1) {
            double waited = (response.nanos() - sentAt) / 1e9;
            holdSeconds = (int) Math.clamp(CAUTION * waited, 1, holdSeconds - 1);
            send();
            return;
        }
        if (response.status() != 200) {
            listener.lost(
                    new Loss(
                            "expected 200 and got " + response.status() + ": " + response.text(),
                            true));
            return;
        }
        PollResponse answer = EventReader.poll(response.body());
        after = Optional.of(answer.cursor());
        listener.cursor(answer.cursor());
        for (ReceivedEvent event : answer.events()) {
            listener.arrived(event, response.nanos());
        }
        if (!open) {
            open = true;
            listener.opened();
        }
        Duration pause = poll.held() || answer.more() ? Duration.ZERO : times.pollInterval();
        var _ = loop.schedule(this::send, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void publish(SequencedMap<String, String> unanswered) {
        poster.post(unanswered);
    }

    /// Each poll has its own time limit.
    @Override
    public Optional<String> check(long now) {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        http.close();
        poster.close();
    }
}
