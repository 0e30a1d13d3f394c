package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.ReceivedEvent;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// Posts the commands of a client, one after the other, for a transport that does not carry them.
final class CommandPoster {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final HttpExchange http;
    private final String target;
    private final String token;
    private final Duration limit;
    private final Attempt.Listener listener;
    private boolean busy;
    private boolean closed;

    CommandPoster(
            EventLoop loop,
            HttpExchange http,
            String transport,
            String token,
            Duration limit,
            Attempt.Listener listener) {
        this.loop = loop;
        this.http = http;
        this.target = "/api/commands?transport=" + transport;
        this.token = token;
        this.limit = limit;
        this.listener = listener;
    }

    /// Posts the commands that are not answered yet.
    void post(SequencedMap<String, String> unanswered) {
        Map.Entry<String, String> first = unanswered.firstEntry();
        if (busy || closed || first == null) {
            return;
        }
        busy = true;
        http.send(
                new Request("POST", target, token, first.getValue()),
                limit,
                response -> answered(response, first.getKey(), unanswered),
                _ -> later(unanswered));
    }

    private void answered(Message response, String id, SequencedMap<String, String> unanswered) {
        try {
            for (ReceivedEvent event : EventReader.lines(response.body())) {
                listener.arrived(event, response.nanos());
            }
        } catch (EventReader.UnreadableException e) {
            // An answer of a middlebox, not of the lab.
        }
        if (unanswered.containsKey(id)) {
            later(unanswered);
        } else {
            busy = false;
            post(unanswered);
        }
    }

    private void later(SequencedMap<String, String> unanswered) {
        var _ =
                loop.schedule(
                        () -> {
                            busy = false;
                            post(unanswered);
                        },
                        RETRY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    void close() {
        closed = true;
        http.close();
    }
}
