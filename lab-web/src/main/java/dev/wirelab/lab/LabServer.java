package dev.wirelab.lab;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.log.Log;
import dev.wirelab.core.log.MemoryLog;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.lab.api.EnvironmentRoute;
import dev.wirelab.lab.api.EventStreams;
import dev.wirelab.lab.api.MetersStream;
import dev.wirelab.lab.api.MetricsRoute;
import dev.wirelab.lab.classroom.ClassRoutes;
import dev.wirelab.lab.classroom.Invitation;
import dev.wirelab.lab.config.Hosts;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.RedisOptions;
import dev.wirelab.lab.config.TlsPorts;
import dev.wirelab.lab.config.WebOrigin;
import dev.wirelab.lab.lane.TcpLane;
import dev.wirelab.lab.network.NetworkRoute;
import dev.wirelab.lab.page.PageFiles;
import dev.wirelab.lab.results.ResultsApi;
import dev.wirelab.lab.robot.RobotHost;
import dev.wirelab.lab.robot.RobotRoutes;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.Lab;
import dev.wirelab.transports.lab.LabOptions;
import dev.wirelab.transports.redis.RedisLog;
import dev.wirelab.transports.tls.TlsOptions;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The server program's lab: a [Lab] with the page, the API of the page, and the robot. Started and
/// stopped by one thread.
public final class LabServer implements AutoCloseable {
    /// The time that clients have to disconnect when the lab shuts down.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final InstantSource clock = LabClock.fromProperties();
    private final LabConfig config;
    private final @Nullable RedisLog log;
    private final Lab lab;
    private final EventStreams streams;
    private final RobotHost robot;
    private final ResultsApi results;
    private final NetworkRoute networks;
    private final @Nullable ClassRoutes classroom;

    private LabServer(LabConfig config, @Nullable RedisLog log, TokenSecret secret) {
        this.config = config;
        this.log = log;
        Log followed = log == null ? new MemoryLog() : log;
        Chat chat = new Chat(config.chat(), clock, followed);
        this.lab =
                new Lab(
                        new LabOptions(
                                new InetSocketAddress(config.host(), config.httpPort()),
                                new InetSocketAddress(config.host(), config.tcpPort()),
                                config.limits(),
                                config.quotas(),
                                config.accessCode(),
                                config.ledger(),
                                secret,
                                config.key(),
                                tlsOptions(config),
                                config.http2(),
                                config.transports()),
                        chat);
        this.streams = new EventStreams(lab.meters().other(), chat.faults());
        this.robot = new RobotHost(chat, clock, lab.timer());
        this.results =
                new ResultsApi(
                        config.site().results(),
                        config.site().loadJar(),
                        streams,
                        chat.faults(),
                        config.key());
        this.networks =
                new NetworkRoute(
                        this::httpAddress,
                        this::tcpAddress,
                        config.transports(),
                        lab.origins(),
                        chat.faults());
        this.classroom =
                config.site().classroom().isEmpty()
                        ? null
                        : new ClassRoutes(
                                chat,
                                lab.tokens(),
                                config.key(),
                                lab.timer(),
                                config.transports(),
                                () -> invitation().orElseThrow());
    }

    /// How pupils reach the class; empty without one. Valid once the lab listens.
    public Optional<Invitation> invitation() {
        return config.site()
                .classroom()
                .map(options ->
                        new Invitation(
                                pages(Hosts.reachable(config.host())).getFirst(), options.code()));
    }

    /// The addresses of the page to show to people, without a slash at their end.
    public List<String> pages() {
        return pages(shownHost());
    }

    private List<String> pages(String host) {
        return config.site()
                .publicUrl()
                .map(url -> List.of(url.toString().replaceFirst("/?$", "")))
                .orElseGet(() -> origins(host));
    }

    /// The plaintext HTTP port as a client on this machine reaches it.
    private Optional<InetSocketAddress> httpAddress() {
        return httpPort() < 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(shownHost(), httpPort()));
    }

    private static @Nullable TlsOptions tlsOptions(LabConfig config) {
        TlsPorts tls = config.tls();
        return tls == null
                ? null
                : new TlsOptions(
                        new InetSocketAddress(config.host(), tls.httpPort()),
                        new InetSocketAddress(config.host(), tls.tcpPort()),
                        tls.isOnly(),
                        tls.tls());
    }

    private List<Consumer<JavalinConfig>> routes() {
        List<Consumer<JavalinConfig>> routes = new ArrayList<>();
        if (classroom != null) {
            routes.add(classroom::mount);
        }
        routes.addAll(pageRoutes());
        return routes;
    }

    private List<Consumer<JavalinConfig>> pageRoutes() {
        return List.of(
                networks::mount,
                new TcpLane(
                                this::tcpAddress,
                                networks::via,
                                this::tcpSocket,
                                lab.origins(),
                                clock,
                                lab.chat().faults())
                        ::mount,
                new MetricsRoute(lab.meters(), lab.chat(), lab.tlsCounters(), config.key())::mount,
                new MetersStream(lab.meters(), streams, config.key())::mount,
                new EnvironmentRoute(config.key())::mount,
                new RobotRoutes(robot, config.key())::mount,
                results::mount,
                PageFiles::mount);
    }

    /// The TCP port as a client on this machine reaches it.
    private InetSocketAddress tcpAddress() {
        return new InetSocketAddress(shownHost(), tcpPort() < 0 ? tcpTlsPort() : tcpPort());
    }

    /// A socket for that port.
    private Socket tcpSocket() {
        TlsPorts tls = config.tls();
        try {
            return tls == null || !tls.isOnly() ? new Socket() : tls.tls().clientOfItself();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a lab; its ports accept when this returns.
    ///
    /// @throws IOException if a port is not available or the log cannot be used; then nothing is
    ///   left open
    public static LabServer start(LabConfig config) throws IOException {
        LabServer lab = create(config);
        try {
            lab.open();
            return lab;
        } catch (IOException e) {
            lab.close();
            throw e;
        }
    }

    private static LabServer create(LabConfig config) throws IOException {
        RedisOptions redis = config.redis();
        if (redis == null) {
            return new LabServer(config, null, config.secret());
        }
        RedisLog log = RedisLog.connect(redis.url());
        try {
            TokenSecret secret =
                    redis.sharesSecret()
                            ? new TokenSecret(log.sharedSecret(TokenSecret.MIN_BYTES))
                            : config.secret();
            return new LabServer(config, log, secret);
        } catch (UncheckedIOException e) {
            log.close();
            throw e.getCause();
        } catch (IOException e) {
            log.close();
            throw e;
        } catch (IllegalArgumentException e) {
            log.close();
            throw new IOException(
                    "cannot use the log in Redis at " + redis.url().shown() + ": " + e.getMessage(),
                    e);
        }
    }

    /// Completes with the reason, a sentence, if the lab has lost its log and has to be started
    /// again; never with a log in memory.
    public CompletionStage<String> logLost() {
        return log == null ? new CompletableFuture<>() : log.stopped();
    }

    private void open() throws IOException {
        lab.origins().publish(PageFiles::contains);
        if (classroom != null) {
            openClass(classroom);
        }
        lab.open(routes());
        for (String host : Hosts.namesOf(config.host())) {
            origins(host).forEach(lab.origins()::allow);
        }
        config.origins().forEach(lab.origins()::allow);
        config.site()
                .publicUrl()
                .map(URI::toString)
                .map(WebOrigin::of)
                .ifPresent(lab.origins()::allow);
        if (config.site().robot()) {
            robot.keepOne();
        }
    }

    private static void openClass(ClassRoutes classroom) throws IOException {
        try {
            classroom.open();
        } catch (Refusal e) {
            throw new IOException("the teacher cannot log in: " + e.reason(), e);
        }
    }

    /// Counts unexpected exceptions in its threads.
    Faults faults() {
        return lab.chat().faults();
    }

    /// The plaintext HTTP port, which also serves the page; -1 with TLS only.
    public int httpPort() {
        return lab.httpPort();
    }

    /// The HTTPS port; -1 without TLS.
    public int httpsPort() {
        return lab.httpsPort();
    }

    /// The port of the TCP transport; -1 with TLS only.
    public int tcpPort() {
        return lab.tcpPort();
    }

    /// The TLS port of the TCP transport; -1 without TLS.
    public int tcpTlsPort() {
        return lab.tcpTlsPort();
    }

    /// How many connections there may be: as configured, or as many as the process can open.
    public int maxConnections() {
        return lab.quotas().connections();
    }

    /// The origins of the page to show to people: that in plaintext, and that with TLS.
    public List<String> origins() {
        return origins(shownHost());
    }

    private List<String> origins(String host) {
        List<String> origins = new ArrayList<>();
        if (httpPort() >= 0) {
            origins.add("http://" + host + ":" + httpPort());
        }
        if (httpsPort() >= 0) {
            origins.add("https://" + host + ":" + httpsPort());
        }
        return origins;
    }

    /// The address to show to people.
    public String shownHost() {
        return Hosts.shown(config.host());
    }

    /// Refuses new clients, notifies the others that the lab is shutting down, and waits up to two
    /// seconds until they have disconnected.
    public void drain() {
        lab.beginShutdown();
        streams.close();
        robot.close();
        closeClass();
        lab.drain(DRAIN);
    }

    private void closeClass() {
        if (classroom != null) {
            classroom.close();
        }
    }

    @Override
    public void close() {
        streams.close();
        closeClass();
        networks.close();
        results.close();
        robot.close();
        lab.close();
        if (log != null) {
            log.close();
        }
    }
}
