package dev.wirelab.transports.longpoll;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.poll.PollEndpoint;
import dev.wirelab.transports.http.poll.PollGuest;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// HTTP long polling.
public final class LongPollTransport implements Transport {
    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "long-poll",
                            TransportDescriptor.Kind.POLL,
                            TransportDescriptor.Commands.POST,
                            true,
                            true,
                            true),
                    new TransportType.Dissection.OnHttp(
                            PollEndpoint.exchanges(LongPollTransport.PATH)),
                    LongPollTransport::new,
                    visit -> PollGuest.connect(visit, LongPollTransport.PATH, "wait=5&"));

    private static final String PATH = "/poll/long";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}");
    private static final int DEFAULT_WAIT_SECONDS = 25;
    private static final int MAX_WAIT_SECONDS = 30;

    private final PollEndpoint polls;

    private LongPollTransport(TransportContext lab) {
        this.polls = new PollEndpoint(lab, TYPE.descriptor().id(), PATH, LongPollTransport::wait);
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void mount(JavalinConfig http) {
        polls.mount(http);
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
        int seconds = SECONDS.matcher(text).matches() ? Integer.parseInt(text) : 0;
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
