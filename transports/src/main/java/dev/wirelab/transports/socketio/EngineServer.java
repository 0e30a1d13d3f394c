package dev.wirelab.transports.socketio;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.CrossOrigin;
import dev.wirelab.transports.http.DirectHandler;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.TrafficHandler;
import dev.wirelab.transports.http.auth.BearerToken;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Engine.IO at one path of the HTTP port: begins sessions, and finds the session of each request
/// and WebSocket.
final class EngineServer implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SID_BYTES = 15;

    /// The most sessions. A client needs no log-in to begin one, but each ends when it does not
    /// answer a ping.
    private static final int MAX_SESSIONS = 100_000;

    private static final String DIALECT = "dialect";
    private static final String CODE = "code";
    private static final String UPGRADE = "dev.wirelab.socketio.upgrade";
    private static final List<HttpMethod> OTHER_METHODS =
            List.of(HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH, HttpMethod.HEAD);

    private final TransportContext lab;
    private final EngineOptions options;
    private final TrafficMeter meter;
    private final EngineListener.Factory listener;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final Map<Object, EngineSocket> sockets = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> sweep;

    /// The session of an upgrade, which is checked before the upgrade.
    private record Upgrade(EngineSession session, boolean isNew) {}

    /// @param meter charged for traffic that no listener charges to another meter
    EngineServer(
            TransportContext lab,
            EngineOptions options,
            TrafficMeter meter,
            EngineListener.Factory listener) {
        this.lab = lab;
        this.options = options;
        this.meter = meter;
        this.listener = listener;
        long millis = Math.clamp(options.pongWithin().toMillis() / 8, 10, 1_000);
        this.sweep =
                lab.tasks()
                        .forEach(
                                millis,
                                "the sweep of Engine.IO",
                                sessions.values(),
                                EngineSession::check);
    }

    /// Adds its routes.
    void mount(JavalinConfig http) {
        http.jetty.modifyServer(server -> {
            server.insertHandler(handler(HttpMethod.GET, this::get, true));
            server.insertHandler(handler(HttpMethod.POST, this::post, false));
            for (HttpMethod method : OTHER_METHODS) {
                server.insertHandler(handler(method, this::refuse, false));
            }
        });
        http.routes.wsBeforeUpgrade(options.path(), this::beforeUpgrade);
        http.routes.ws(options.path(), this::configure);
    }

    private DirectHandler handler(
            HttpMethod method, Consumer<HttpExchange> answer, boolean passesUpgrades) {
        return new DirectHandler(method, options.path(), lab, answer, passesUpgrades);
    }

    private void refuse(HttpExchange exchange) {
        throw Refusal.badRequest("Engine.IO uses GET and POST");
    }

    private void get(HttpExchange exchange) {
        String sid = exchange.query("sid");
        check(exchange.query("EIO"), exchange.query("transport"), "polling");
        if (sid != null) {
            session(sid).poll(exchange);
            return;
        }
        lab.draining().check();
        EngineSession session =
                begin(
                        new Handshake(
                                BearerToken.find(exchange).orElse(null),
                                exchange.query(CODE),
                                exchange.query(DIALECT)),
                        exchange.place());
        exchange.charge(session.meter());
        exchange.answerText(
                200, session.opening(true).getBytes(StandardCharsets.US_ASCII), Callback.NOOP);
    }

    private void post(HttpExchange exchange) {
        String sid = exchange.query("sid");
        check(exchange.query("EIO"), exchange.query("transport"), "polling");
        if (sid == null) {
            throw Refusal.badRequest("a session begins with GET");
        }
        EngineSession session = session(sid);
        session.post(exchange);
        exchange.body(options.maxPayload(), body -> session.posted(exchange, body), session::abort);
    }

    private static void check(
            @Nullable String version, @Nullable String transport, String expected) {
        if (!"4".equals(version)) {
            throw Refusal.badRequest("EIO must be 4");
        }
        if (!expected.equals(transport)) {
            throw Refusal.badRequest("transport must be " + expected + " here");
        }
    }

    private EngineSession session(String sid) {
        EngineSession session = sessions.get(sid);
        if (session == null) {
            throw EngineSession.unknown();
        }
        return session;
    }

    private EngineSession begin(Handshake handshake, Admission.Place place) {
        if (sessions.size() >= MAX_SESSIONS) {
            throw new Refusal(ErrorCode.TOO_MANY, "too many sessions");
        }
        String sid = newSid();
        EngineSession session =
                new EngineSession(
                        sid,
                        options,
                        handshake,
                        place,
                        meter,
                        listener,
                        ended -> sessions.remove(ended.sid()));
        sessions.put(sid, session);
        if (lab.draining().hasBegun()) {
            sessions.remove(sid);
            throw Shutdown.refusal();
        }
        return session;
    }

    /// An id that nobody can guess.
    static String newSid() {
        byte[] random = new byte[SID_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private void configure(WsConfig ws) {
        ws.onConnect(this::connected);
        ws.onMessage(message -> socket(message).text(message.message()));
        ws.onBinaryMessage(message -> {
            byte[] bytes = new byte[message.data().remaining()];
            message.data().duplicate().get(bytes);
            socket(message).binary(bytes);
        });
        ws.onClose(this::closed);
        ws.onError(this::closed);
    }

    private void beforeUpgrade(Context request) {
        CrossOrigin.check(lab.origins(), request);
        check(request.queryParam("EIO"), request.queryParam("transport"), "websocket");
        String sid = request.queryParam("sid");
        Upgrade upgrade =
                sid == null
                        ? new Upgrade(
                                begin(
                                        new Handshake(
                                                BearerToken.token(request).orElse(null),
                                                request.queryParam(CODE),
                                                request.queryParam(DIALECT)),
                                        TrafficHandler.of(request).place()),
                                true)
                        : new Upgrade(session(sid), false);
        request.attribute(UPGRADE, upgrade);
        // Javalin would answer with the first subprotocol that is offered.
        request.res().setHeader("Sec-WebSocket-Protocol", null);
    }

    private void connected(WsContext context) {
        Upgrade upgrade = context.attribute(UPGRADE);
        if (upgrade == null) {
            throw new IllegalStateException("an upgrade that was not checked");
        }
        // The pings of Engine.IO detect dead peers.
        context.session.setIdleTimeout(Duration.ZERO);
        context.session.setMaxTextMessageSize(options.maxPayload());
        context.session.setMaxBinaryMessageSize(options.maxPayload());
        EngineSocket socket =
                new EngineSocket(
                        upgrade.session(), context.session, TrafficHandler.socket(context), meter);
        sockets.put(context.session, socket);
        socket.open(upgrade.isNew());
    }

    private EngineSocket socket(WsContext context) {
        EngineSocket socket = sockets.get(context.session);
        if (socket == null) {
            throw new IllegalStateException("a WebSocket that never opened");
        }
        return socket;
    }

    private void closed(WsContext context) {
        EngineSocket socket = sockets.remove(context.session);
        if (socket != null) {
            socket.closed();
        }
    }

    /// Ends all sessions, since the lab is shutting down.
    void drain() {
        sessions.values().forEach(EngineSession::drain);
    }

    @Override
    public void close() {
        sweep.cancel(false);
        sessions.values().forEach(EngineSession::disconnect);
    }
}
