package dev.wirelab.transports.shortpoll;

import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.poll.PollEndpoint;
import dev.wirelab.transports.http.poll.PollGuest;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Map;

/// HTTP short polling.
public final class ShortPollTransport implements Transport {
    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "short-poll",
                            TransportDescriptor.Kind.POLL,
                            TransportDescriptor.Commands.POST,
                            true,
                            true,
                            true),
                    new TransportType.Dissection.OnHttp(
                            PollEndpoint.exchanges(ShortPollTransport.PATH)),
                    ShortPollTransport::new,
                    visit -> PollGuest.connect(visit, ShortPollTransport.PATH, ""));

    private static final String PATH = "/poll/short";

    private final PollEndpoint polls;

    private ShortPollTransport(TransportContext lab) {
        this.polls = new PollEndpoint(lab, TYPE.descriptor().id(), PATH, _ -> Duration.ZERO);
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
