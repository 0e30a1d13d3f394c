package dev.wirelab.transports.longpoll;

import dev.wirelab.core.wire.Refusal;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.Polls;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;

/// HTTP long polling.
public final class LongPollTransport implements Transport {
    /// Its id.
    public static final String ID = "long-poll";

    private static final String PATH = "/poll/long";
    private static final int DEFAULT_WAIT_SECONDS = 25;
    private static final int MAX_WAIT_SECONDS = 30;

    private final Polls polls;

    /// Makes the transport for a lab.
    public LongPollTransport(TransportContext lab) {
        this.polls = new Polls(lab, ID);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void mount(JavalinConfig http) {
        http.routes.get(PATH, request -> polls.answer(request, wait(request)));
    }

    private static Duration wait(Context request) {
        String text = request.queryParam("wait");
        if (text == null) {
            return Duration.ofSeconds(DEFAULT_WAIT_SECONDS);
        }
        int seconds = text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > MAX_WAIT_SECONDS) {
            throw Refusal.badRequest("wait must be 1 to " + MAX_WAIT_SECONDS + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    @Override
    public Map<String, Object> where() {
        return Map.of("path", PATH);
    }

    @Override
    public void drain() {
        polls.drain();
    }

    @Override
    public void close() {}
}
