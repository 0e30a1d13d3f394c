package dev.wirelab.transports.shortpoll;

import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.Polls;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Map;

/// HTTP short polling.
public final class ShortPollTransport implements Transport {
    /// Its id.
    public static final String ID = "short-poll";

    private static final String PATH = "/poll/short";

    private final Polls polls;

    /// Makes the transport for a lab.
    public ShortPollTransport(TransportContext lab) {
        this.polls = new Polls(lab, ID);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void mount(JavalinConfig http) {
        http.routes.get(PATH, request -> polls.answer(request, Duration.ZERO));
    }

    @Override
    public Map<String, Object> where() {
        return Map.of("path", PATH);
    }

    @Override
    public void drain() {}

    @Override
    public void close() {}
}
