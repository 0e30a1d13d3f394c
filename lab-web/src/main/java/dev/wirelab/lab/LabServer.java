package dev.wirelab.lab;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.lab.api.EnvironmentRoute;
import dev.wirelab.lab.api.EventStreams;
import dev.wirelab.lab.api.MetersStream;
import dev.wirelab.lab.api.MetricsRoute;
import dev.wirelab.lab.config.Hosts;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.WebOrigin;
import dev.wirelab.lab.lane.TcpLane;
import dev.wirelab.lab.page.PageFiles;
import dev.wirelab.lab.results.ResultsApi;
import dev.wirelab.lab.robot.RobotHost;
import dev.wirelab.lab.robot.RobotRoutes;
import dev.wirelab.transports.lab.Lab;
import dev.wirelab.transports.lab.LabOptions;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// The server program's lab: a [Lab] with the page, the API of the page, and the robot. Started and
/// stopped by one thread.
public final class LabServer implements AutoCloseable {
    /// The time that clients have to disconnect when the lab shuts down.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final LabConfig config;
    private final Lab lab;
    private final EventStreams streams;
    private final RobotHost robot;
    private final ResultsApi results;

    private LabServer(LabConfig config) {
        this.config = config;
        Chat chat = new Chat(config.chat(), InstantSource.system());
        this.lab =
                new Lab(
                        new LabOptions(
                                new InetSocketAddress(config.host(), config.httpPort()),
                                new InetSocketAddress(config.host(), config.tcpPort()),
                                config.limits(),
                                config.ledger(),
                                config.secret(),
                                config.key()),
                        chat);
        this.streams = new EventStreams(lab.meters().other(), chat.faults());
        this.robot = new RobotHost(chat, InstantSource.system(), lab.timer());
        this.results =
                new ResultsApi(
                        config.site().results(),
                        config.site().loadJar(),
                        streams,
                        chat.faults(),
                        config.key());
    }

    private List<Consumer<JavalinConfig>> routes() {
        return List.of(
                new TcpLane(
                                this::tcpAddress,
                                lab.origins(),
                                InstantSource.system(),
                                lab.chat().faults())
                        ::mount,
                new MetricsRoute(lab.meters(), lab.chat(), config.key())::mount,
                new MetersStream(lab.meters(), streams, config.key())::mount,
                new EnvironmentRoute(config.key())::mount,
                new RobotRoutes(robot, config.key())::mount,
                results::mount,
                PageFiles::mount);
    }

    /// The TCP port as a client on this machine reaches it.
    private InetSocketAddress tcpAddress() {
        return new InetSocketAddress(shownHost(), tcpPort());
    }

    /// Starts a lab; both ports accept when this returns.
    ///
    /// @throws IOException if a port is not available; then nothing is left open
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
        lab.origins().publish(PageFiles::contains);
        lab.open(routes());
        for (String host : Hosts.namesOf(config.host())) {
            lab.origins().allow(originAt(host));
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

    /// Counts unexpected exceptions in its threads.
    Faults faults() {
        return lab.chat().faults();
    }

    /// The HTTP port, which also serves the page.
    public int httpPort() {
        return lab.httpPort();
    }

    /// The port of the TCP transport.
    public int tcpPort() {
        return lab.tcpPort();
    }

    /// The origin of the HTTP port to show to people.
    public String origin() {
        return originAt(shownHost());
    }

    private String originAt(String host) {
        return "http://" + host + ":" + httpPort();
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
        lab.drain(DRAIN);
    }

    @Override
    public void close() {
        streams.close();
        results.close();
        robot.close();
        lab.close();
    }
}
