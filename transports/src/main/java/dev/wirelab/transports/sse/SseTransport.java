package dev.wirelab.transports.sse;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.DirectHandler;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.auth.BearerToken;
import io.javalin.config.JavalinConfig;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// Server-Sent Events.
public final class SseTransport implements Transport {
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
                            request.isTo("GET", SseTransport.PATH) ? new SseExchange() : null),
                    SseTransport::new,
                    visit -> SseGuest.connect(visit, SseTransport.PATH));

    static final String ID = TYPE.descriptor().id();

    private static final String PATH = "/sse";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final long SWEEP_MILLIS = 250;

    private final TransportContext lab;
    private final Set<SseConnection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> sweep;

    private SseTransport(TransportContext lab) {
        this.lab = lab;
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void mount(JavalinConfig http) {
        DirectHandler handler =
                new DirectHandler(
                        HttpMethod.GET, PATH, lab.origins(), lab.meters().other(), this::answer);
        http.jetty.modifyServer(server -> server.insertHandler(handler));
    }

    private void answer(HttpExchange exchange) {
        lab.draining().check();
        exchange.checkStreams();
        exchange.then(
                BearerToken.session(lab.tokens(), exchange), session -> answer(exchange, session));
    }

    private void answer(HttpExchange exchange, Session session) {
        exchange.charge(session.meter(lab.meters(), ID));
        session.commandTransport(ID);
        StartPosition start = StartPosition.parse(position(exchange));
        boolean echo = HttpPort.echo(exchange.query("echo"));
        ProtocolVersion version = ProtocolVersion.parse(exchange.query("v"));
        SseConnection connection = new SseConnection(lab, exchange, connections::remove);
        connections.add(connection);
        connection.begin(session, start, echo, version);
        if (lab.draining().hasBegun()) {
            connection.end(Shutdown.refusal());
        }
    }

    /// The cursor to start from. A browser that reconnects repeats the query of its first request,
    /// so `Last-Event-ID` takes precedence over `after`.
    private static @Nullable String position(HttpExchange exchange) {
        String last = exchange.header(LAST_EVENT_ID);
        return last == null || last.isEmpty() ? exchange.query("after") : last;
    }

    @Override
    public void open() {
        sweep =
                lab.tasks()
                        .forEach(
                                SWEEP_MILLIS,
                                "the sweep of event streams",
                                connections,
                                SseConnection::checkLiveness);
    }

    @Override
    public Map<String, Object> where() {
        return Map.of("path", PATH);
    }

    @Override
    public void drain() {
        Refusal why = Shutdown.refusal();
        connections.forEach(connection -> connection.end(why));
    }

    @Override
    public void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        connections.forEach(SseConnection::disconnect);
    }
}
