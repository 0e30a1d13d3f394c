package dev.wirelab.lab;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.lab.api.EnvironmentRoute;
import dev.wirelab.lab.api.EventStreams;
import dev.wirelab.lab.api.MetersStream;
import dev.wirelab.lab.api.MetricsRoute;
import dev.wirelab.lab.results.ResultsApi;
import dev.wirelab.lab.robot.RobotHost;
import dev.wirelab.lab.robot.RobotRoutes;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.CommandRoute;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.JwtTokens;
import dev.wirelab.transports.http.LabRoutes;
import dev.wirelab.transports.http.Origins;
import dev.wirelab.transports.http.SessionRoutes;
import dev.wirelab.transports.http.TapRoute;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.longpoll.LongPollTransport;
import dev.wirelab.transports.shortpoll.ShortPollTransport;
import dev.wirelab.transports.tcp.TcpTransport;
import dev.wirelab.transports.websocket.WebSocketTransport;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A running lab: one chat, all transports, the HTTP port with the page and the lab's own API.
///
/// The composition root: whatever is made is made here. Started and stopped by one thread.
public final class LabServer implements AutoCloseable {
    /// How long clients have to go after they were told.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final LabConfig config;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("timer").daemon().factory());
    private final Chat chat;
    private final Meters meters;
    private final Origins origins = new Origins();
    private final TcpTransport tcp;
    private final List<Transport> transports;
    private final EventStreams streams;
    private final RobotHost robot;
    private final ResultsApi results;
    private final HttpPort http;
    private final Shutdown draining = new Shutdown();

    private LabServer(LabConfig config) {
        this.config = config;
        this.chat = new Chat(config.chat(), InstantSource.system());
        JwtTokens tokens = new JwtTokens(chat, config.secret());
        this.meters = new Meters(config.ledger());
        TransportContext lab =
                new TransportContext(
                        chat,
                        tokens,
                        meters,
                        config.limits(),
                        timer,
                        new TrafficInspector(config.ledger()),
                        draining);
        this.tcp = new TcpTransport(lab, new InetSocketAddress(config.host(), config.tcpPort()));
        // A new transport is one more line here.
        this.transports =
                List.of(
                        new WebSocketTransport(lab, origins),
                        new LongPollTransport(lab, origins),
                        new ShortPollTransport(lab, origins),
                        tcp);
        transports.forEach(transport -> meters.of(transport.id()));
        this.streams = new EventStreams(meters.other());
        this.robot = new RobotHost(chat, InstantSource.system(), timer);
        this.results =
                new ResultsApi(
                        config.site().results(), config.site().loadJar(), streams, config.key());
        List<Consumer<JavalinConfig>> mounts = new ArrayList<>();
        transports.forEach(transport -> mounts.add(transport::mount));
        mounts.add(new SessionRoutes(lab)::mount);
        mounts.add(new CommandRoute(lab, polls(), origins)::mount);
        mounts.add(new LabRoutes(meters, transports, config.key())::mount);
        mounts.add(new TapRoute(lab, origins, ids())::mount);
        mounts.add(new TcpLane(this::tcpAddress, origins, InstantSource.system())::mount);
        mounts.add(new MetricsRoute(meters, chat::sessions, config.key())::mount);
        mounts.add(new MetersStream(meters, streams, config.key())::mount);
        mounts.add(new EnvironmentRoute(config.key())::mount);
        mounts.add(new RobotRoutes(robot, config.key())::mount);
        mounts.add(results::mount);
        mounts.add(Pages::mount);
        this.http =
                new HttpPort(
                        lab,
                        new InetSocketAddress(config.host(), config.httpPort()),
                        origins,
                        mounts);
    }

    /// Where a client on this machine finds the TCP port.
    private InetSocketAddress tcpAddress() {
        return new InetSocketAddress(shownHost(), tcp.port());
    }

    private Set<String> ids() {
        return transports.stream().map(Transport::id).collect(Collectors.toSet());
    }

    private static Set<String> polls() {
        return new LinkedHashSet<>(List.of(LongPollTransport.ID, ShortPollTransport.ID));
    }

    /// Starts a lab; both ports accept when this returns.
    ///
    /// @throws IOException if a port cannot be had; nothing stays behind
    public static LabServer start(LabConfig config) throws IOException {
        LabServer lab = new LabServer(config);
        try {
            lab.open();
            return lab;
        } catch (IOException e) {
            lab.close();
            throw e;
        }
    }

    private void open() throws IOException {
        for (Transport transport : transports) {
            try {
                transport.open();
            } catch (IOException e) {
                throw new IOException(
                        "cannot listen on "
                                + config.host()
                                + ":"
                                + config.tcpPort()
                                + " (TCP): "
                                + e.getMessage(),
                        e);
            }
        }
        try {
            http.start();
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on "
                            + config.host()
                            + ":"
                            + config.httpPort()
                            + " (HTTP): "
                            + e.getMessage(),
                    e);
        }
        for (String host : Hosts.namesOf(config.host())) {
            origins.allow("http://" + host + ":" + httpPort());
        }
        config.origins().forEach(origins::allow);
        if (config.site().robot()) {
            robot.keepOne();
        }
    }

    /// The port of the page, WebSocket and the polls.
    public int httpPort() {
        return http.port();
    }

    /// The port of TCP lines.
    public int tcpPort() {
        return tcp.port();
    }

    /// The address to show to people.
    public String shownHost() {
        return Hosts.shown(config.host());
    }

    /// Tells all clients that the lab stops, takes no new ones, and waits a little for them to go.
    public void drain() {
        draining.begin();
        streams.close();
        robot.close();
        transports.forEach(Transport::drain);
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (chat.connections() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        streams.close();
        results.close();
        robot.close();
        transports.forEach(Transport::close);
        http.close();
        chat.close();
        timer.shutdownNow();
    }
}
