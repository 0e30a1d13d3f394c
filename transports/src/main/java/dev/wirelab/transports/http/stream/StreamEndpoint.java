package dev.wirelab.transports.http.stream;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.DirectHandler;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.auth.BearerToken;
import io.javalin.config.JavalinConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// Answers requests with streams: each opens a reader and writes its events until one side ends it.
public final class StreamEndpoint {
    private static final long SWEEP_MILLIS = 250;

    private final TransportContext lab;
    private final String transport;
    private final String path;
    private final StreamStyle style;
    private final Function<HttpExchange, @Nullable String> cursor;
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> sweep;

    /// @param transport the id of the transport whose streams these are
    /// @param path the path of the streams, which are `GET` requests
    /// @param cursor where a request wants to start; null for the end of the log
    public StreamEndpoint(
            TransportContext lab,
            String transport,
            String path,
            StreamStyle style,
            Function<HttpExchange, @Nullable String> cursor) {
        this.lab = lab;
        this.transport = transport;
        this.path = path;
        this.style = style;
        this.cursor = cursor;
    }

    /// Adds the route.
    public void mount(JavalinConfig http) {
        DirectHandler handler = new DirectHandler(HttpMethod.GET, path, lab, this::answer);
        http.jetty.modifyServer(server -> server.insertHandler(handler));
    }

    private void answer(HttpExchange exchange) {
        lab.draining().check();
        exchange.checkStreams();
        exchange.then(
                BearerToken.session(lab.tokens(), exchange), session -> answer(exchange, session));
    }

    private void answer(HttpExchange exchange, Session session) {
        exchange.charge(session.meter(lab.meters(), transport));
        session.commandTransport(transport);
        StartPosition start = StartPosition.parse(cursor.apply(exchange));
        boolean echo = HttpPort.echo(exchange.query("echo"));
        ProtocolVersion version = ProtocolVersion.parse(exchange.query("v"));
        StreamConnection connection =
                new StreamConnection(lab, transport, style, exchange, connections::remove);
        connections.add(connection);
        connection.begin(session, start, echo, version);
        if (lab.draining().hasBegun()) {
            connection.end(Shutdown.refusal());
        }
    }

    /// Starts the timer of heartbeats and stalled writes.
    public void open() {
        sweep =
                lab.tasks()
                        .forEach(
                                SWEEP_MILLIS,
                                "the sweep of streams",
                                connections,
                                StreamConnection::checkLiveness);
    }

    /// Ends all streams after their pending events, since the lab is shutting down.
    public void drain() {
        Refusal why = Shutdown.refusal();
        connections.forEach(connection -> connection.end(why));
    }

    /// Stops the timer and disconnects all clients.
    public void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        connections.forEach(StreamConnection::disconnect);
    }
}
