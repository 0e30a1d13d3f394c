package dev.wirelab.transports.http;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ListenAddresses;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.socket.HttpThreads;
import dev.wirelab.transports.http.socket.MeteredConnector;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpDissectors;
import dev.wirelab.transports.tls.Tls;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lab's HTTP server: Javalin on a [MeteredConnector], with the checks that apply to every
/// request.
///
/// Started and stopped by one thread.
public final class HttpPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPort.class);

    /// The largest body of a request.
    static final int MAX_REQUEST_BYTES = 64 * 1024;

    /// The protocol of a request that may have a body without saying so.
    private static final String HTTP_2 = "HTTP/2.0";

    private final TransportContext lab;
    private final HttpDissectors dissectors;
    private final boolean http2;
    private final Javalin javalin;
    private final Listening listening = new Listening();
    private @Nullable ScheduledFuture<?> sweep;

    /// The sockets' addresses, known once they are bound.
    private static final class Listening {
        private @Nullable MeteredConnector plain;
        private @Nullable MeteredConnector tls;

        private List<MeteredConnector> all() {
            return Stream.of(plain, tls).filter(Objects::nonNull).toList();
        }
    }

    /// Configures the server.
    ///
    /// @param addresses the addresses to listen on
    /// @param mounts add the routes of the transports, of the log-in and of the pages
    /// @param exchanges classify the exchanges of these routes for the ledger
    /// @param http2 whether HTTP/2 is spoken, too
    public HttpPort(
            TransportContext lab,
            ListenAddresses addresses,
            Iterable<Consumer<JavalinConfig>> mounts,
            List<ExchangeReader.Classifier> exchanges,
            boolean http2) {
        this.lab = lab;
        this.dissectors = new HttpDissectors(exchanges);
        this.http2 = http2;
        this.javalin =
                Javalin.create(config -> {
                    configure(config, addresses);
                    mounts.forEach(mount -> mount.accept(config));
                    // Inserted last, so that it is the outermost handler.
                    config.jetty.modifyServer(
                            server -> server.insertHandler(new RequestCheck(lab)));
                });
    }

    private void configure(JavalinConfig config, ListenAddresses addresses) {
        TrafficMeter other = lab.meters().other();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.threadPool = new HttpThreads();
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(HttpPort::configure);
        JsonErrorHandler errors = new JsonErrorHandler();
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.insertHandler(new TrafficHandler(other));
            server.insertHandler(new ExtensionFilter());
            server.insertHandler(new VirtualThreadHandler(Thread::startVirtualThread));
        });
        config.jetty.modifyServletContextHandler(HttpPort::keepNoHttpSessions);
        InetSocketAddress plain = addresses.plain();
        if (plain != null) {
            config.jetty.addConnector((server, http) -> {
                MeteredConnector connector = connector(server, http, null);
                listening.plain = connector;
                return open(connector, plain);
            });
        }
        InetSocketAddress secure = addresses.tls();
        if (secure != null) {
            config.jetty.addConnector((server, http) -> {
                MeteredConnector connector = connector(server, http, lab.tls());
                listening.tls = connector;
                return open(connector, secure);
            });
        }
        config.routes.before(this::before);
        config.routes.options("/*", CrossOrigin::preflight);
        config.routes.get("/healthz", this::health);
        config.routes.exception(Refusal.class, (refusal, ctx) -> refuse(ctx, refusal));
        config.routes.exception(HttpResponseException.class, (e, ctx) -> refuse(ctx, refusalOf(e)));
        config.routes.exception(Exception.class, HttpPort::failed);
    }

    private static void failed(Exception e, Context request) {
        if (isUnreadable(e)) {
            refuse(request, Refusal.badRequest("the request cannot be read"));
            return;
        }
        LOG.error("{} {} failed", request.method(), request.path(), e);
        refuse(request, new Refusal(ErrorCode.INTERNAL, "internal server error"));
    }

    /// Whether a failure means that the peer's request is malformed, incomplete or late, or that
    /// the peer has gone.
    static boolean isUnreadable(Throwable e) {
        return e instanceof EofException
                || e.getCause() instanceof EofException
                || e instanceof TimeoutException
                || e.getCause() instanceof TimeoutException
                || (e instanceof HttpException malformed && malformed.getCode() < 500);
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        // Otherwise 98 KB per kept-alive connection.
        http.setHeaderCacheSize(0);
    }

    /// Javalin requests an HTTP session at every WebSocket upgrade. None is needed: no cookie is
    /// set and nothing is stored.
    private static void keepNoHttpSessions(ServletContextHandler context) {
        SessionHandler sessions = context.getSessionHandler();
        sessions.setUsingCookies(false);
        NullSessionCache cache = new NullSessionCache(sessions);
        cache.setSessionDataStore(new NullSessionDataStore());
        sessions.setSessionCache(cache);
    }

    private MeteredConnector connector(Server server, HttpConfiguration http, @Nullable Tls tls) {
        return new MeteredConnector(
                server,
                http,
                lab.admission(),
                lab.inspector(),
                dissectors,
                lab.meters().other(),
                lab.chat()::deliver,
                lab.faults(),
                tls,
                lab.tlsCounters(),
                http2);
    }

    private static MeteredConnector open(MeteredConnector connector, InetSocketAddress address) {
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        try {
            // Opened here, since Javalin logs a failure that occurs later.
            connector.open();
        } catch (IOException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new UncheckedIOException(reason.getMessage(), e);
        }
        return connector;
    }

    private void before(Context request) {
        if (hasBody(request)) {
            // Reads the body, which Javalin keeps for the routes. If a part of it were still to
            // come, Jetty would close the connection after a refusal without announcing it (rule
            // R3).
            request.bodyAsBytes();
        }
        CrossOrigin.check(lab.origins(), request);
        if (!request.path().equals("/healthz")) {
            lab.draining().check();
        }
    }

    private static boolean hasBody(Context request) {
        return request.protocol().equals(HTTP_2)
                || request.header("Content-Length") != null
                || request.header("Transfer-Encoding") != null;
    }

    private void health(Context request) {
        boolean draining = lab.draining().hasBegun();
        request.status(draining ? 503 : 200).result(draining ? "draining\n" : "ok\n");
    }

    private static Refusal refusalOf(HttpResponseException e) {
        ErrorCode code =
                switch (e.getStatus()) {
                    case 401 -> ErrorCode.UNAUTHORIZED;
                    case 404 -> ErrorCode.NOT_FOUND;
                    case 413 -> ErrorCode.TOO_LARGE;
                    case 405 -> ErrorCode.NOT_FOUND;
                    default -> ErrorCode.BAD_REQUEST;
                };
        String reason =
                switch (code) {
                    case NOT_FOUND -> "there is nothing here";
                    case TOO_LARGE -> "the body is too large";
                    default -> "the request cannot be understood";
                };
        return new Refusal(code, reason);
    }

    /// Answers with a refusal as JSON.
    static void refuse(Context request, Refusal refusal) {
        LOG.debug("{} refused: {}", request.path(), refusal.reason());
        request.status(refusal.code().status())
                .header("Cache-Control", "no-store")
                .contentType("application/json");
        if (refusal.code() == ErrorCode.TOO_LARGE) {
            request.header("Connection", "close"); // The rest of the body is not read.
        }
        if (refusal.code() == ErrorCode.RATE_LIMITED) {
            request.header("Retry-After", HttpExchange.RETRY_AFTER);
        }
        byte[] body = JsonEvents.encode(Event.Error.of(refusal));
        if (request.header("Sec-WebSocket-Version") == null) {
            request.result(body);
            return;
        }
        // Javalin writes no result for an upgrade that was refused.
        try {
            request.res().getOutputStream().write(body);
        } catch (IOException e) {
            LOG.debug("the client has disconnected: {}", e.getMessage());
        }
    }

    /// Whether a request wants the session's own messages: `?echo=true` or `?echo=false`; true by
    /// default.
    ///
    /// @throws Refusal `bad_request` for any other value
    public static boolean echo(Context request) {
        return echo(request.queryParam("echo"));
    }

    /// The same for a value of `?echo=`, which may be null.
    public static boolean echo(@Nullable String echo) {
        if (echo == null || echo.equals("true")) {
            return true;
        }
        if (echo.equals("false")) {
            return false;
        }
        throw Refusal.badRequest("echo must be true or false");
    }

    /// Charges a meter with a request and with the bytes of its socket until the request is
    /// answered.
    public static void charge(Context request, TrafficMeter meter) {
        TrafficHandler.of(request).charge(meter);
    }

    /// Binds and serves.
    ///
    /// @throws IOException if the port cannot be bound
    public void start() throws IOException {
        try {
            javalin.start();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        long stall = lab.limits().stall().toNanos();
        long first = lab.limits().logIn().toNanos();
        long millis = Math.clamp(lab.limits().stall().toMillis() / 4, 20, 1000);
        sweep =
                lab.tasks()
                        .every(
                                millis,
                                "the sweep of HTTP connections",
                                () -> closeStalled(stall, first));
    }

    private void closeStalled(long stall, long first) {
        for (MeteredConnector connector : listening.all()) {
            for (int closed = connector.closeStalled(stall, first); closed > 0; closed--) {
                lab.meters().reached("stall");
            }
        }
    }

    /// The plaintext port that it listens on; -1 if there is none.
    public int port() {
        MeteredConnector connector = listening.plain;
        return connector == null ? -1 : connector.getLocalPort();
    }

    /// The TLS port that it listens on; -1 if there is none.
    public int tlsPort() {
        MeteredConnector connector = listening.tls;
        return connector == null ? -1 : connector.getLocalPort();
    }

    @Override
    public void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        listening.all().forEach(MeteredConnector::goAway);
        javalin.stop();
    }
}
