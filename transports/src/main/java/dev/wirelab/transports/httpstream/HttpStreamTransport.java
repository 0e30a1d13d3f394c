package dev.wirelab.transports.httpstream;

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

/// HTTP streaming: events as lines of JSON in a response that never ends.
public final class HttpStreamTransport implements Transport {
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
                            request.isTo("GET", HttpStreamTransport.PATH)
                                    ? new HttpStreamExchange()
                                    : null),
                    HttpStreamTransport::new,
                    visit -> HttpStreamGuest.connect(visit, HttpStreamTransport.PATH));

    static final String ID = TYPE.descriptor().id();

    private static final String PATH = "/stream";
    private static final long SWEEP_MILLIS = 250;

    private final TransportContext lab;
    private final Set<HttpStreamConnection> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> sweep;

    private HttpStreamTransport(TransportContext lab) {
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
        StartPosition start = StartPosition.parse(exchange.query("after"));
        boolean echo = HttpPort.echo(exchange.query("echo"));
        ProtocolVersion version = ProtocolVersion.parse(exchange.query("v"));
        HttpStreamConnection connection =
                new HttpStreamConnection(lab, exchange, connections::remove);
        connections.add(connection);
        connection.begin(session, start, echo, version);
        if (lab.draining().hasBegun()) {
            connection.end(Shutdown.refusal());
        }
    }

    @Override
    public void open() {
        sweep =
                lab.tasks()
                        .forEach(
                                SWEEP_MILLIS,
                                "the sweep of HTTP streams",
                                connections,
                                HttpStreamConnection::checkLiveness);
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
        connections.forEach(HttpStreamConnection::disconnect);
    }
}
