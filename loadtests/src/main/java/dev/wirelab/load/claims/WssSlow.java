package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.client.Publisher;
import dev.wirelab.load.client.ReaderGroup;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedRounds.Variant;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.measure.LabMeters;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A WebSocket in plaintext and over TLS: how long it takes to open one, the latency of a message,
/// and the lab's CPU time for a message to many.
final class WssSlow {
    static final Claim CLAIM =
            new Claim("wss-slow", Duration.ofSeconds(16), context -> experiment(context, 5));

    static final String WS = "ws";
    static final String WSS = "wss";

    /// From this ratio on, TLS makes something slow.
    private static final double MUCH = 2;

    private static final int READERS = 50;
    private static final int OPENED = 10;
    private static final int BLOCK = 40;
    private static final Duration PAUSE = Duration.ofMillis(4);
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ExperimentContext context;
    private final List<ClientSession> sessions = new ArrayList<>();

    private WssSlow(ExperimentContext context) throws IOException {
        this.context = context;
        while (sessions.size() < READERS) {
            sessions.add(context.session());
        }
    }

    static Finding experiment(ExperimentContext context, int rounds)
            throws IOException, InterruptedException {
        WssSlow experiment = new WssSlow(context);
        context.phase("opening, latency and CPU over ws and wss, interleaved");
        List<Variant<Costs>> variants =
                List.of(
                        new Variant<>(WS, () -> experiment.costs(false)),
                        new Variant<>(WSS, () -> experiment.costs(true)));
        var _ = InterleavedRounds.measure(1, variants);
        return finding(InterleavedRounds.measure(rounds, variants));
    }

    private Costs costs(boolean tls) throws IOException, InterruptedException {
        double opening = openingMillis(tls);
        try (ReaderGroup readers = new ReaderGroup()) {
            for (ClientSession session : sessions) {
                readers.add(open(tls ? context.anyCertificate() : null, session));
            }
            double cpu = cpuMicros(readers);
            return new Costs(opening, latencyMillis(tls), cpu);
        }
    }

    /// A TLS context has no session to resume: each handshake is a whole one.
    private WebSocketClient open(@Nullable SSLContext tls, ClientSession session)
            throws IOException {
        InetSocketAddress lab = tls == null ? context.http() : context.https();
        return new WebSocketClient(new HttpClientConnection(lab, tls), session);
    }

    /// From the first byte of TCP to `hello`.
    private double openingMillis(boolean tls) throws IOException {
        double[] millis = new double[OPENED];
        for (int i = 0; i < OPENED; i++) {
            SSLContext fresh = tls ? context.anyCertificate() : null;
            long start = System.nanoTime();
            try (WebSocketClient _ = open(fresh, sessions.getFirst())) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        return median(millis);
    }

    private double latencyMillis(boolean tls) throws IOException, InterruptedException {
        ClientSession session = sessions.getFirst();
        double[] millis = new double[BLOCK];
        try (MessageReader reader =
                new MessageReader(open(tls ? context.anyCertificate() : null, session))) {
            for (int i = 0; i < BLOCK; i++) {
                MonotonicTime.pause(PAUSE);
                millis[i] = reader.awaitMillis(context.send(session));
            }
        }
        return median(millis);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private double cpuMicros(ReaderGroup readers) throws IOException, InterruptedException {
        readers.await(context.publisher().send(Publisher.LOBBY, 64).text());
        MonotonicTime.pause(SETTLE);
        long messages = readers.messages();
        LabMeters before = context.meters();
        long start = System.nanoTime();
        String last = "";
        for (int i = 0; i < BLOCK; i++) {
            MonotonicTime.sleepUntil(start + i * INTERVAL.toNanos());
            last = context.publisher().send(Publisher.LOBBY, 64).text();
        }
        readers.await(last);
        LabMeters after = context.meters();
        double received = readers.messages() - messages;
        return (after.cpuNanos() - before.cpuNanos()) / 1e3 / received;
    }

    /// What of a WebSocket TLS makes at least twice as slow or as costly.
    static Map<String, TestOutcome> slow(InterleavedRounds<Costs> costs) {
        Map<String, TestOutcome> slow = new LinkedHashMap<>();
        slow.put("time to open one", isSlow(costs.samples(Costs::openingMillis)));
        slow.put("latency of a message", isSlow(costs.samples(Costs::latencyMillis)));
        slow.put("CPU time of a message", isSlow(costs.samples(Costs::cpuMicros)));
        return slow;
    }

    private static TestOutcome isSlow(InterleavedSamples samples) {
        return samples.isAtLeast(MUCH, WS, WSS);
    }

    private static Finding finding(InterleavedRounds<Costs> costs) {
        Measurements measured = new Measurements();
        InterleavedSamples opening = costs.samples(Costs::openingMillis);
        InterleavedSamples latency = costs.samples(Costs::latencyMillis);
        InterleavedSamples cpu = costs.samples(Costs::cpuMicros);
        measured.add("opening", opening, "ms");
        measured.add("latency", latency, "ms");
        measured.add("CPU", cpu, "µs per message");
        measured.word("opening compared", opening.describe(WS, WSS));
        measured.word("latency compared", latency.describe(WS, WSS));
        measured.word("CPU compared", cpu.describe(WS, WSS));
        Map<String, TestOutcome> slow = slow(costs);
        measured.word(
                "slow",
                slow.keySet().stream()
                        .filter(name -> slow.get(name) == TestOutcome.YES)
                        .collect(Collectors.joining(" and the ")));
        return measured.finding(CLAIM, ClaimVerdict.of(List.copyOf(slow.values())));
    }

    /// @param cpuMicros the lab's, per message that a reader received
    record Costs(double openingMillis, double latencyMillis, double cpuMicros) {}
}
