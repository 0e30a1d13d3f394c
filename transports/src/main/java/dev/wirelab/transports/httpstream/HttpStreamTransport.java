package dev.wirelab.transports.httpstream;

import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.stream.StreamEndpoint;
import dev.wirelab.transports.http.stream.StreamExchange;
import dev.wirelab.transports.http.stream.StreamGuest;
import dev.wirelab.transports.http.stream.StreamStyle;
import io.javalin.config.JavalinConfig;
import java.util.Map;

/// HTTP streaming: events as lines of JSON in a response that never ends.
public final class HttpStreamTransport implements Transport {
    private static final String PATH = "/stream";

    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "http-stream",
                            TransportDescriptor.Kind.STREAM,
                            TransportDescriptor.Commands.POST,
                            true,
                            true,
                            true),
                    new TransportType.Dissection.OnHttp(request ->
                            request.isTo("GET", PATH)
                                    ? new StreamExchange(JsonLines::classify)
                                    : null),
                    HttpStreamTransport::new,
                    visit -> StreamGuest.connect(visit, PATH, ""));

    private static final StreamStyle STYLE =
            StreamStyle.of("application/x-ndjson", JsonChunkFormat.INSTANCE, "", "1\r\n\n\r\n");

    private final StreamEndpoint streams;

    private HttpStreamTransport(TransportContext lab) {
        streams =
                new StreamEndpoint(
                        lab,
                        TYPE.descriptor().id(),
                        PATH,
                        STYLE,
                        exchange -> exchange.query("after"));
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void mount(JavalinConfig http) {
        streams.mount(http);
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
