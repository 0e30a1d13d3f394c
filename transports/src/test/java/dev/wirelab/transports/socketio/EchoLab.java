package dev.wirelab.transports.socketio;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ListenAddresses;
import dev.wirelab.transports.Origins;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.RepeatedTasks;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.auth.JwtTokens;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.tls.TlsCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/// The server that the official test suites of both protocols expect, made of the lab's own parts:
/// Engine.IO at `/engine.io/`, which returns every message, and Socket.IO at `/socket.io/` with the
/// namespaces `/` and `/custom`.
///
/// Started by its main, it is on `localhost:3000` with the timings of the suites:
///
///     java -cp … dev.wirelab.transports.socketio.EchoLab
final class EchoLab implements AutoCloseable {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final int PORT = 3_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Chat chat;
    private final EngineServer engine;
    private final EngineServer packets;
    private final HttpPort http;

    EchoLab(int port, TimeLimits limits) throws IOException {
        chat =
                new Chat(
                        new ChatOptions(
                                Duration.ofSeconds(60), Duration.ofHours(1), 1_000, 1 << 20, 100),
                        InstantSource.system());
        byte[] secret = "known to the tests of Socket.IO alone".getBytes(StandardCharsets.US_ASCII);
        Meters meters = new Meters(false);
        TransportContext context =
                new TransportContext(
                        chat,
                        new JwtTokens(chat, new TokenSecret(secret)),
                        meters,
                        limits,
                        new Admission(Quotas.UNLIMITED, meters),
                        new RepeatedTasks(timer, chat.faults()),
                        new TrafficInspector(false),
                        new Shutdown(),
                        new Origins(),
                        at(0),
                        null,
                        new TlsCounters());
        engine =
                new EngineServer(
                        context,
                        new EngineOptions(
                                "/engine.io/",
                                limits.pingEvery(),
                                limits.pongWithin(),
                                limits.stall(),
                                MAX_PAYLOAD),
                        meters.other(),
                        EchoMessages::new);
        packets =
                SocketIoTransport.server(
                        context,
                        "/socket.io/",
                        MAX_PAYLOAD,
                        Map.of("/", EchoMember::new, "/custom", EchoMember::new));
        http =
                new HttpPort(
                        context,
                        at(port),
                        List.of(engine::mount, packets::mount),
                        List.of(),
                        false);
        http.start();
    }

    private static ListenAddresses at(int port) {
        return new ListenAddresses(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null);
    }

    int port() {
        return http.port();
    }

    @Override
    public void close() {
        engine.close();
        packets.close();
        http.close();
        chat.close();
        timer.shutdownNow();
    }

    /// Returns every message.
    private record EchoMessages(EngineSession session) implements EngineListener {
        @Override
        public void text(String message) {
            session.send(EngineFrames.text("4" + message), () -> {});
        }

        @Override
        public void binary(byte[] message) {
            session.send(EngineFrames.binary(message), () -> {});
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public boolean isStalled() {
            return false;
        }

        @Override
        public void check() {}

        @Override
        public void drain() {}

        @Override
        public void closed() {}
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EchoLab lab =
                new EchoLab(
                        PORT,
                        new TimeLimits(
                                Duration.ofSeconds(1),
                                Duration.ofMillis(300),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(10)))) {
            System.out.println("Engine.IO and Socket.IO on port " + lab.port());
            Thread.currentThread().join(Duration.ofHours(1));
        }
    }
}
