package dev.wirelab.transports.websocket;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.CrossOrigin;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.TrafficHandler;
import dev.wirelab.transports.http.auth.BearerToken;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsBinaryMessageContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.jspecify.annotations.Nullable;

/// WebSocket, on Javalin.
public final class WebSocketTransport implements Transport {
    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "websocket",
                            TransportDescriptor.Kind.STREAM,
                            TransportDescriptor.Commands.CONNECTION,
                            true,
                            true,
                            true),
                    new TransportType.Dissection.OnHttp(UpgradeExchange::begin),
                    WebSocketTransport::new,
                    visit -> WebSocketGuest.connect(visit, WebSocketTransport.PATH));

    static final String ID = TYPE.descriptor().id();

    private static final String PATH = "/ws";
    private static final String UPGRADE = "dev.wirelab.websocket.upgrade";

    /// The largest message that Jetty accepts. A command between its own limit and this one is
    /// refused by the lab, with a reason.
    private static final int MAX_FRAME_BYTES = 8 * JsonCommands.MAX_BYTES;

    /// The same for a client of version 2.
    private static final int MAX_FRAME_BYTES_2 = 2 * ProtocolVersion.V2.maxCommandBytes();

    /// 64 KiB of events or one binary message, and at worst twice as much of replies.
    private static final int MAX_WRITE_BYTES = 256 * 1024;

    private final TransportContext lab;
    private final Set<WebSocketConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Object, WebSocketConnection> byJettySession = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> sweep;

    /// The parameters of an upgrade request.
    private sealed interface Upgrade {
        /// To the lab's own commands and events: checked before the upgrade.
        record Native(
                Optional<Session> session,
                StartPosition start,
                boolean echo,
                ProtocolVersion version)
                implements Upgrade {}

        /// To a dialect.
        ///
        /// @param token checked after the upgrade, since the page expects a message
        record InDialect(MessageDialect dialect, @Nullable String token, StartPosition start)
                implements Upgrade {}
    }

    /// The largest message that Jetty accepts from a client of this version.
    static int maxMessageBytes(ProtocolVersion version) {
        return switch (version) {
            case V1 -> MAX_FRAME_BYTES;
            case V2 -> MAX_FRAME_BYTES_2;
        };
    }

    private WebSocketTransport(TransportContext lab) {
        this.lab = lab;
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void mount(JavalinConfig http) {
        http.jetty.modifyWebSocketServletFactory(WebSocketTransport::configure);
        http.routes.wsBeforeUpgrade(PATH, this::beforeUpgrade);
        http.routes.ws(PATH, this::configure);
        http.routes.delete(PATH, this::cut);
    }

    private static void configure(JettyWebSocketServletFactory jetty) {
        // The transport's own pings detect dead peers.
        jetty.setIdleTimeout(Duration.ZERO);
        // Each write is one frame.
        jetty.setMaxFrameSize(MAX_WRITE_BYTES);
        jetty.setMaxTextMessageSize(MAX_FRAME_BYTES);
        jetty.setMaxBinaryMessageSize(MAX_FRAME_BYTES);
    }

    private void configure(WsConfig ws) {
        ws.onConnect(this::connected);
        ws.onMessage(message -> connection(message).received(message.message()));
        ws.onBinaryMessage(message -> connection(message).receivedBinary(bytes(message)));
        ws.onClose(this::closed);
        ws.onError(this::closed);
    }

    private static byte[] bytes(WsBinaryMessageContext message) {
        ByteBuffer data = message.data();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private void beforeUpgrade(Context request) {
        CrossOrigin.check(lab.origins(), request);
        request.attribute(UPGRADE, upgrade(request));
        BearerToken.answerSubprotocol(request);
    }

    private Upgrade upgrade(Context request) {
        String dialect = request.queryParam("dialect");
        Optional<String> token = BearerToken.token(request);
        Optional<Session> session =
                dialect == null
                        ? token.map(presented -> Chat.await(lab.tokens().verify(presented)))
                        : Optional.empty();
        StartPosition start = StartPosition.parse(request.queryParam("after"));
        if (start instanceof StartPosition.After(var cursor)) {
            Chat.await(lab.chat().check(cursor));
        }
        if (dialect != null && !dialect.equals(NumericDialect.NAME)) {
            throw Refusal.badRequest("no such dialect; there is " + NumericDialect.NAME);
        }
        return dialect == null
                ? new Upgrade.Native(
                        session,
                        start,
                        HttpPort.echo(request),
                        ProtocolVersion.parse(request.queryParam("v")))
                : new Upgrade.InDialect(NumericDialect.INSTANCE, token.orElse(null), start);
    }

    /// Disconnects the WebSockets of a session without a close frame, as a network that breaks
    /// does: for lessons and for tests of clients.
    private void cut(Context request) {
        Session session = BearerToken.session(lab.tokens(), request);
        connections.stream()
                .filter(connection -> connection.isOf(session))
                .forEach(WebSocketConnection::disconnect);
        request.status(204);
    }

    private void connected(WsContext context) {
        Upgrade upgrade = context.attribute(UPGRADE);
        if (upgrade == null) {
            throw new IllegalStateException("an upgrade that was not checked");
        }
        switch (upgrade) {
            case Upgrade.Native(var session, var start, var echo, var version) ->
                    open(context, LabDialect.INSTANCE).begin(session, start, echo, version);
            case Upgrade.InDialect(var dialect, var token, var start) ->
                    open(context, dialect).beginDialect(token, start);
        }
    }

    private WebSocketConnection open(WsContext context, MessageDialect dialect) {
        WebSocketConnection connection =
                new WebSocketConnection(
                        lab, context.session, TrafficHandler.socket(context), dialect);
        connections.add(connection);
        byJettySession.put(context.session, connection);
        return connection;
    }

    private WebSocketConnection connection(WsContext context) {
        WebSocketConnection connection = byJettySession.get(context.session);
        if (connection == null) {
            throw new IllegalStateException("a WebSocket that never opened");
        }
        return connection;
    }

    private void closed(WsContext context) {
        WebSocketConnection connection = byJettySession.remove(context.session);
        if (connection != null) {
            connections.remove(connection);
            connection.closed();
        }
    }

    @Override
    public void open() {
        long millis = Math.max(20, Math.min(1000, lab.limits().pongWithin().toMillis() / 4));
        sweep =
                lab.tasks()
                        .forEach(
                                millis,
                                "the sweep of WebSockets",
                                connections,
                                WebSocketConnection::checkLiveness);
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
        connections.forEach(WebSocketConnection::disconnect);
    }
}
