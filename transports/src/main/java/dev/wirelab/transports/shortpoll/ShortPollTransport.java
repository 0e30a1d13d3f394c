package dev.wirelab.transports.shortpoll;

import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.Origins;
import dev.wirelab.transports.http.PollEndpoint;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Map;

/// HTTP short polling.
public final class ShortPollTransport implements Transport {
    /// Its id.
    public static final String ID = "short-poll";

    private static final String PATH = "/poll/short";

    private final PollEndpoint polls;

    /// Makes the transport for a lab.
    public ShortPollTransport(TransportContext lab, Origins origins) {
        this.polls = new PollEndpoint(lab, ID, origins);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void mount(JavalinConfig http) {
        polls.mount(http, PATH, _ -> Duration.ZERO);
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
