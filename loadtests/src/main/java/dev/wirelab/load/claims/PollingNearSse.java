package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.EventClient;
import dev.wirelab.load.client.EventStreamClient;
import dev.wirelab.load.client.Http2ClientConnection;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.client.PollingClient;
import dev.wirelab.load.client.Publisher;
import dev.wirelab.load.client.ReaderGroup;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedRounds.Variant;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.measure.LabMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Long polling over HTTP/2 beside an event stream over HTTP/2: bytes, the lab's CPU time and the
/// latency of a message. Long polling over HTTP/1.1 shows what HTTP/2 gains.
final class PollingNearSse {
    static final Claim CLAIM =
            new Claim(
                    "polling-near-sse", Duration.ofSeconds(14), context -> experiment(context, 4));

    static final String SSE = "SSE over HTTP/2";
    static final String POLLS = "long polls over HTTP/2";
    private static final String OLD_POLLS = "long polls over HTTP/1.1";

    /// What takes at most so many times as much is near.
    private static final double NEAR = 1.5;

    private static final int READERS = 50;
    private static final int MESSAGES = 30;
    private static final Duration BETWEEN = Duration.ofMillis(10);
    private static final Duration PAUSE = Duration.ofMillis(4);
    private static final Duration SETTLE = Duration.ofMillis(100);

    private final ExperimentContext context;
    private final List<ClientSession> sessions = new ArrayList<>();

    private PollingNearSse(ExperimentContext context) throws IOException {
        this.context = context;
        while (sessions.size() < READERS) {
            sessions.add(context.session());
        }
    }

    static Finding experiment(ExperimentContext context, int rounds)
            throws IOException, InterruptedException {
        PollingNearSse experiment = new PollingNearSse(context);
        context.phase("event streams and long polls, interleaved");
        List<Variant<Cost>> variants =
                List.of(
                        new Variant<>(SSE, () -> experiment.cost(experiment::stream)),
                        new Variant<>(POLLS, () -> experiment.cost(experiment::poll)),
                        new Variant<>(OLD_POLLS, () -> experiment.cost(experiment::oldPoll)));
        var _ = InterleavedRounds.measure(1, variants);
        return finding(InterleavedRounds.measure(rounds, variants));
    }

    private EventClient stream(ClientSession session) throws IOException {
        return new EventStreamClient(new Http2ClientConnection(context.http()), session);
    }

    private EventClient poll(ClientSession session) throws IOException {
        return PollingClient.longPolling(new Http2ClientConnection(context.http()), session);
    }

    private EventClient oldPoll(ClientSession session) throws IOException {
        return PollingClient.longPolling(context.http(), session);
    }

    private Cost cost(ConnectionHeap.Connector connector) throws IOException, InterruptedException {
        double latency = latencyMillis(connector);
        try (ReaderGroup readers = new ReaderGroup()) {
            for (ClientSession session : sessions) {
                readers.add(connector.connect(session));
            }
            readers.await(context.publisher().send(Publisher.LOBBY, 64).text());
            MonotonicTime.pause(SETTLE);
            long messages = readers.messages();
            long bytes = readers.bytes();
            long requests = readers.requests();
            LabMeters before = context.meters();
            for (int i = 0; i < MESSAGES; i++) {
                // One by one: the next one finds a poll of every reader.
                readers.await(context.publisher().send(Publisher.LOBBY, 64).text());
                MonotonicTime.pause(BETWEEN);
            }
            LabMeters after = context.meters();
            double received = readers.messages() - messages;
            return new Cost(
                    (readers.bytes() - bytes) / received,
                    (readers.requests() - requests) / received,
                    (after.cpuNanos() - before.cpuNanos()) / 1e3 / received,
                    latency);
        }
    }

    private double latencyMillis(ConnectionHeap.Connector connector)
            throws IOException, InterruptedException {
        ClientSession session = sessions.getFirst();
        double[] millis = new double[MESSAGES];
        try (MessageReader reader = new MessageReader(connector.connect(session))) {
            for (int i = 0; i < MESSAGES; i++) {
                MonotonicTime.pause(PAUSE);
                millis[i] = reader.awaitMillis(context.send(session));
            }
        }
        Arrays.sort(millis);
        return millis[MESSAGES / 2];
    }

    /// What of polling is near what an event stream takes.
    static Map<String, TestOutcome> near(InterleavedRounds<Cost> costs) {
        Map<String, TestOutcome> near = new LinkedHashMap<>();
        near.put("bytes", isNear(costs.samples(Cost::bytes)));
        near.put("CPU time", isNear(costs.samples(Cost::cpuMicros)));
        near.put("latency", isNear(costs.samples(Cost::latencyMillis)));
        return near;
    }

    private static TestOutcome isNear(InterleavedSamples samples) {
        return samples.isAtLeast(1 / NEAR, POLLS, SSE);
    }

    private static String names(Map<String, TestOutcome> near, TestOutcome outcome) {
        return near.keySet().stream()
                .filter(name -> near.get(name) == outcome)
                .collect(Collectors.joining(" and the "));
    }

    private static Finding finding(InterleavedRounds<Cost> costs) {
        Measurements measured = new Measurements();
        InterleavedSamples bytes = costs.samples(Cost::bytes);
        InterleavedSamples cpu = costs.samples(Cost::cpuMicros);
        InterleavedSamples latency = costs.samples(Cost::latencyMillis);
        measured.add("bytes", bytes, "bytes per message");
        measured.add("requests", costs.samples(Cost::requests), "requests per message");
        measured.add("CPU", cpu, "µs per message");
        measured.add("latency", latency, "ms");
        measured.word("bytes compared", bytes.describe(SSE, POLLS));
        measured.word("CPU compared", cpu.describe(SSE, POLLS));
        measured.word("latency compared", latency.describe(SSE, POLLS));
        Map<String, TestOutcome> near = near(costs);
        measured.word("near", names(near, TestOutcome.YES));
        measured.word("far", names(near, TestOutcome.NO));
        return measured.finding(CLAIM, ClaimVerdict.of(List.copyOf(near.values())));
    }

    /// Of a message that one reader received.
    ///
    /// @param bytes of the readers' connections, in both directions
    /// @param cpuMicros the lab's
    record Cost(double bytes, double requests, double cpuMicros, double latencyMillis) {}
}
