package dev.wirelab.transports.sse;

import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.stream.StreamEndpoint;
import dev.wirelab.transports.http.stream.StreamExchange;
import dev.wirelab.transports.http.stream.StreamGuest;
import dev.wirelab.transports.http.stream.StreamStyle;
import io.javalin.config.JavalinConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Server-Sent Events.
public final class SseTransport implements Transport {
    private static final String PATH = "/sse";

    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "sse",
                            TransportDescriptor.Kind.STREAM,
                            TransportDescriptor.Commands.POST,
                            true,
                            true,
                            true),
                    new TransportType.Dissection.OnHttp(request ->
                            request.isTo("GET", PATH)
                                    ? new StreamExchange(EventStreamLines::classify)
                                    : null),
                    SseTransport::new,
                    visit -> StreamGuest.connect(visit, PATH, "data: "));

    private static final StreamStyle STYLE =
            StreamStyle.of(
                    "text/event-stream",
                    EventStreamFormat.INSTANCE,
                    "d\r\nretry: 1000\n\n\r\n",
                    "3\r\n:\n\n\r\n");
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final StreamEndpoint streams;

    private SseTransport(TransportContext lab) {
        streams =
                new StreamEndpoint(lab, TYPE.descriptor().id(), PATH, STYLE, SseTransport::cursor);
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void mount(JavalinConfig http) {
        streams.mount(http);
    }

    /// The cursor to start from. A browser that reconnects repeats the query of its first request,
    /// so `Last-Event-ID` takes precedence over `after`.
    private static @Nullable String cursor(HttpExchange exchange) {
        String last = exchange.header(LAST_EVENT_ID);
        return last == null || last.isEmpty() ? exchange.query("after") : last;
    }

    @Override
    public void open() {
        streams.open();
    }

    @Override
    public Map<String, Object> where() {
        return Map.of("path", PATH);
    }

    @Override
    public void drain() {
        streams.drain();
    }

    @Override
    public void close() {
        streams.close();
    }
}
