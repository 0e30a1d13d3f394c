package dev.wirelab.transports.longpoll;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.Origins;
import dev.wirelab.transports.http.PollEndpoint;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Map;

/// HTTP long polling.
public final class LongPollTransport implements Transport {
    /// Its id.
    public static final String ID = "long-poll";

    private static final String PATH = "/poll/long";
    private static final int DEFAULT_WAIT_SECONDS = 25;
    private static final int MAX_WAIT_SECONDS = 30;

    private final PollEndpoint polls;

    /// Makes the transport for a lab.
    public LongPollTransport(TransportContext lab, Origins origins) {
        this.polls = new PollEndpoint(lab, ID, origins);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void mount(JavalinConfig http) {
        polls.mount(http, PATH, LongPollTransport::wait);
    }

    @Override
    public void open() {
        polls.open();
    }

    private static Duration wait(HttpExchange exchange) {
        String text = exchange.query("wait");
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
    public void close() {
        polls.close();
    }
}
