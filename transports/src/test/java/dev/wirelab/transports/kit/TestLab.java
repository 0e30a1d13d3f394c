package dev.wirelab.transports.kit;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.AccessKey;
import dev.wirelab.transports.http.CommandRoute;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.JwtTokens;
import dev.wirelab.transports.http.LabRoutes;
import dev.wirelab.transports.http.Origins;
import dev.wirelab.transports.http.SessionRoutes;
import dev.wirelab.transports.http.TapRoute;
import dev.wirelab.transports.http.TokenSecret;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.longpoll.LongPollTransport;
import dev.wirelab.transports.shortpoll.ShortPollTransport;
import dev.wirelab.transports.tcp.TcpTransport;
import dev.wirelab.transports.websocket.WebSocketTransport;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The real thing, put together from its parts on free ports: the chat, all transports, the HTTP
/// port.
final class TestLab implements LabUnderTest {
    private static final int MAX_SESSIONS = 100_000;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("test-timer").daemon().factory());
    private final Chat chat;
    private final Meters meters;
    private final TcpTransport tcp;
    private final List<Transport> transports;
    private final AccessKey key = AccessKey.random();
    private final HttpPort http;
    private final Shutdown draining = new Shutdown();
    private final URI httpAddress;
    private final InetSocketAddress tcpAddress;

    private TestLab(LabSettings settings, boolean ledger) {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        meters = new Meters(ledger);
        Origins origins = new Origins();
        chat =
                new Chat(
                        new ChatOptions(
                                settings.sessionLease(),
                                settings.tokenLife(),
                                settings.retentionEvents(),
                                settings.retentionBytes(),
                                MAX_SESSIONS),
                        InstantSource.system());
        TokenSecret secret = new TokenSecret(settings.secret().getBytes(StandardCharsets.US_ASCII));
        TimeLimits limits =
                new TimeLimits(
                        settings.loginBound(),
                        settings.pingPeriod(),
                        settings.pongBound(),
                        settings.writeStall());
        TransportContext lab =
                new TransportContext(
                        chat,
                        new JwtTokens(chat, secret),
                        meters,
                        limits,
                        timer,
                        new TrafficInspector(ledger),
                        draining);
        tcp = new TcpTransport(lab, free);
        transports =
                List.of(
                        new WebSocketTransport(lab, origins),
                        new LongPollTransport(lab, origins),
                        new ShortPollTransport(lab, origins),
                        tcp);
        LinkedHashSet<String> polls =
                new LinkedHashSet<>(List.of(LongPollTransport.ID, ShortPollTransport.ID));
        transports.forEach(transport -> meters.of(transport.id()));
        List<Consumer<JavalinConfig>> mounts = new ArrayList<>();
        transports.forEach(transport -> mounts.add(transport::mount));
        mounts.add(new SessionRoutes(lab)::mount);
        mounts.add(new CommandRoute(lab, polls, origins)::mount);
        mounts.add(new LabRoutes(meters, transports, key)::mount);
        mounts.add(
                new TapRoute(
                                lab,
                                origins,
                                transports.stream().map(Transport::id).collect(Collectors.toSet()))
                        ::mount);
        http = new HttpPort(lab, free, origins, mounts);
        start();
        httpAddress = URI.create("http://127.0.0.1:" + http.port());
        tcpAddress = new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.port());
        origins.allow(httpAddress.toString());
        origins.allow("http://localhost:" + http.port());
    }

    private void start() {
        try {
            for (Transport transport : transports) {
                transport.open();
            }
            http.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LabUnderTest start(LabSettings settings) {
        return new TestLab(settings, false);
    }

    /// One whose meters have a ledger.
    static TestLab startWithLedger() {
        return new TestLab(LabSettings.defaults(), true);
    }

    /// Its meters, to be read without adding to them.
    Meters meters() {
        return meters;
    }

    @Override
    public URI http() {
        return httpAddress;
    }

    @Override
    public InetSocketAddress tcp() {
        return tcpAddress;
    }

    @Override
    public String key() {
        return key.text();
    }

    @Override
    public void close() {
        draining.begin();
        transports.forEach(Transport::drain);
        long deadline = System.nanoTime() + 2_000_000_000L;
        while (chat.connections() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(10_000_000L);
        }
        transports.forEach(Transport::close);
        http.close();
        chat.close();
        timer.shutdownNow();
    }
}
