package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.EventClient;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.client.PollingClient;
import dev.wirelab.load.client.Publisher;
import dev.wirelab.load.client.RawExchange;
import dev.wirelab.load.client.ReaderGroup;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.measure.LabMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What long polling costs the lab in comparison with as many WebSockets: while idle (bytes, CPU,
/// heap), and while messages are published one by one and in bursts (bytes, CPU).
final class LongPollWaste {
    static final Claim CLAIM =
            new Claim("long-poll-waste", Duration.ofSeconds(70), LongPollWaste::experiment);

    static final int ROUNDS = 4;
    static final String NOBODY = "idle lab";
    static final String SOCKETS = "WebSockets";
    static final String POLLS = "long polls";

    /// A resource is wasted if long polling takes at least this many times what WebSockets take.
    private static final double WASTE = 2;

    private static final int READERS = 100;

    /// How long a poll may be held while the CPU of idle polls is measured, in seconds.
    private static final int SHORT_WAIT = 1;

    private static final Duration IDLE_PERIOD = Duration.ofSeconds(1);

    /// Until log-ins, new connections and the poll after the last answer are processed.
    private static final Duration SETTLE = Duration.ofMillis(200);

    /// The lab's ping interval, and after what time a ping has certainly been answered.
    private static final double PING_SECONDS = 25;

    private static final Duration FIRST_PING = Duration.ofSeconds(27);

    private final ExperimentContext context;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final InterleavedRounds<Double> idleCpu = new InterleavedRounds<>(NOBODY);
    private final Load oneByOne = new Load("one by one", 60, 1, Duration.ofMillis(25));
    private final Load bursts = new Load("in bursts", 30, 10, Duration.ofMillis(40));
    private double idleBytes;

    private LongPollWaste(ExperimentContext context) throws IOException {
        this.context = context;
        while (sessions.size() < READERS) {
            sessions.add(context.session());
        }
    }

    private static Finding experiment(ExperimentContext context)
            throws IOException, InterruptedException {
        WebSocketClient silent = new WebSocketClient(context.http(), context.session());
        long start = System.nanoTime();
        try (MessageReader _ = new MessageReader(silent)) {
            LongPollWaste experiment = new LongPollWaste(context);
            context.phase("warm-up");
            experiment.warmUp();
            for (int i = 1; i <= ROUNDS; i++) {
                context.phase(
                        "idle lab, %d WebSockets, %d long polls: round %d of %d"
                                .formatted(READERS, READERS, i, ROUNDS));
                experiment.round();
            }
            ConnectionHeap sockets = ConnectionHeap.measure(context, SOCKETS, experiment::socket);
            ConnectionHeap polls = ConnectionHeap.measure(context, POLLS, experiment::poll);
            Measurements measured = new Measurements();
            emptyPoll(context, measured);
            context.phase("waiting for the first ping of a WebSocket");
            MonotonicTime.sleepUntil(start + FIRST_PING.toNanos());
            double pings = silent.pings() == 0 ? Double.NaN : silent.pings();
            double bytes = silent.heartbeatBytes() / pings / PING_SECONDS;
            measured.add("idle WebSocket, pings", bytes, "bytes/s");
            return experiment.finding(measured, sockets, polls);
        }
    }

    private EventClient socket(ClientSession session) throws IOException {
        return new WebSocketClient(context.http(), session);
    }

    private EventClient poll(ClientSession session) throws IOException {
        return PollingClient.longPolling(context.http(), session);
    }

    /// Runs each load once without recording it, so that the lab's code is compiled.
    private void warmUp() throws IOException, InterruptedException {
        for (ConnectionHeap.Connector connector :
                List.<ConnectionHeap.Connector>of(this::socket, this::poll)) {
            try (ReaderGroup readers = new ReaderGroup()) {
                connect(readers, connector);
                var _ = cost(readers, oneByOne);
                var _ = cost(readers, bursts);
            }
        }
    }

    private void round() throws IOException, InterruptedException {
        idleCpu.add(NOBODY, idleCpu());
        try (ReaderGroup readers = new ReaderGroup()) {
            connect(readers, this::socket);
            idleCpu.add(SOCKETS, idleCpu());
            oneByOne.costs.add(SOCKETS, cost(readers, oneByOne));
            bursts.costs.add(SOCKETS, cost(readers, bursts));
        }
        try (ReaderGroup readers = new ReaderGroup()) {
            connect(readers, it -> PollingClient.longPolling(context.http(), it, SHORT_WAIT));
            long before = readers.bytes();
            idleCpu.add(POLLS, idleCpu());
            double bytes = readers.bytes() - before;
            idleBytes += bytes / READERS / ROUNDS / IDLE_PERIOD.toSeconds();
        }
        try (ReaderGroup readers = new ReaderGroup()) {
            connect(readers, this::poll);
            oneByOne.costs.add(POLLS, cost(readers, oneByOne));
            bursts.costs.add(POLLS, cost(readers, bursts));
        }
        try (ReaderGroup readers = new ReaderGroup()) {
            connect(readers, this::socket);
            oneByOne.costs.addRepeat(cost(readers, oneByOne));
            bursts.costs.addRepeat(cost(readers, bursts));
        }
        MonotonicTime.pause(SETTLE);
        idleCpu.addRepeat(idleCpu());
    }

    private void connect(ReaderGroup readers, ConnectionHeap.Connector connector)
            throws IOException, InterruptedException {
        for (ClientSession session : sessions) {
            readers.add(connector.connect(session));
        }
        MonotonicTime.pause(SETTLE);
    }

    /// CPU milliseconds of the lab per second while nothing is published.
    private double idleCpu() throws IOException, InterruptedException {
        LabMeters before = context.meters();
        MonotonicTime.pause(IDLE_PERIOD);
        LabMeters after = context.meters();
        double seconds = (after.stampNanos() - before.stampNanos()) / 1e9;
        return (after.cpuNanos() - before.cpuNanos()) / 1e6 / seconds;
    }

    private Cost cost(ReaderGroup readers, Load load) throws IOException, InterruptedException {
        readers.await(context.publisher().send(Publisher.LOBBY, 64).text());
        MonotonicTime.pause(SETTLE);
        long messages = readers.messages();
        long requests = readers.requests();
        long bytes = readers.bytes();
        LabMeters before = context.meters();
        long start = System.nanoTime();
        String last = "";
        for (int i = 0; i < load.times; i++) {
            MonotonicTime.sleepUntil(start + i * load.interval.toNanos());
            last = context.publisher().sendBurst(Publisher.LOBBY, 64, load.burst).getLast();
        }
        readers.await(last);
        MonotonicTime.pause(SETTLE);
        double received = readers.messages() - messages;
        LabMeters after = context.meters();
        return new Cost(
                (readers.bytes() - bytes) / received,
                (readers.requests() - requests) / received,
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / received);
    }

    /// Counts the bytes of a poll that is held and answered without a message.
    private static void emptyPoll(ExperimentContext context, Measurements measured)
            throws IOException, InterruptedException {
        try (EventClient client =
                PollingClient.longPolling(context.http(), context.session(), SHORT_WAIT)) {
            RawExchange exchange = client.next().raw();
            context.keep("empty-poll-request", exchange.request());
            context.keep("empty-poll-answer", exchange.head() + exchange.body());
            measured.add("empty long poll with its answer", exchange.bytes(), "bytes");
            double perSecond = (double) exchange.bytes() / PollingClient.DEFAULT_WAIT;
            measured.add("idle long poll, wait=25", perSecond, "bytes/s");
        }
    }

    /// Whether long polling wastes each of the resources.
    ///
    /// @param sockets heap per WebSocket
    /// @param polls heap per long poller
    static Map<String, TestOutcome> wasted(
            ConnectionHeap sockets,
            ConnectionHeap polls,
            InterleavedRounds<Cost> oneByOne,
            InterleavedRounds<Cost> bursts) {
        Map<String, TestOutcome> wasted = new LinkedHashMap<>();
        wasted.put("heap of an idle connection", polls.isAtLeast(WASTE, sockets));
        wasted.put("bytes of messages one by one", isWaste(oneByOne.samples(Cost::bytes)));
        wasted.put("CPU of messages one by one", isWaste(oneByOne.samples(Cost::cpuMicros)));
        wasted.put("bytes of bursts", isWaste(bursts.samples(Cost::bytes)));
        wasted.put("CPU of bursts", isWaste(bursts.samples(Cost::cpuMicros)));
        return wasted;
    }

    private static TestOutcome isWaste(InterleavedSamples samples) {
        return samples.isAtLeast(WASTE, SOCKETS, POLLS);
    }

    /// The resources that are not wasted, and those for which that is inconclusive.
    static String notWasted(Map<String, TestOutcome> wasted) {
        String open = names(wasted, TestOutcome.INCONCLUSIVE);
        return names(wasted, TestOutcome.NO)
                + (open.isEmpty() ? "" : "; inconclusive for the " + open);
    }

    static String names(Map<String, TestOutcome> wasted, TestOutcome outcome) {
        return wasted.keySet().stream()
                .filter(name -> wasted.get(name) == outcome)
                .collect(Collectors.joining(", "));
    }

    private Finding finding(Measurements measured, ConnectionHeap sockets, ConnectionHeap polls) {
        measured.add("idle long poll, wait=1, measured", idleBytes, "bytes/s");
        measured.add("heap of a long poller", polls.estimate(), "KiB");
        measured.add("heap of a WebSocket", sockets.estimate(), "KiB");
        measured.add("idle CPU", idleCpu.samples(Double::doubleValue), "ms/s");
        Map<String, TestOutcome> wasted = wasted(sockets, polls, oneByOne.costs, bursts.costs);
        measured.word("wasted", names(wasted, TestOutcome.YES));
        measured.word("not wasted", notWasted(wasted));
        measured.word("heap with polls", polls.inWords());
        measured.word("heap with WebSockets", sockets.inWords());
        describe(oneByOne, measured);
        describe(bursts, measured);
        return measured.finding(CLAIM, ClaimVerdict.of(List.copyOf(wasted.values())));
    }

    /// Adds the costs of a load.
    private static void describe(Load load, Measurements measured) {
        InterleavedSamples bytes = load.costs.samples(Cost::bytes);
        InterleavedSamples requests = load.costs.samples(Cost::requests);
        InterleavedSamples cpu = load.costs.samples(Cost::cpuMicros);
        measured.add(load.name + ": bytes", bytes, "bytes per message");
        measured.add(load.name + ": requests", requests, "requests per message");
        measured.add(load.name + ": CPU", cpu, "µs per message");
        measured.word(load.name + ": bytes compared", bytes.describe(SOCKETS, POLLS));
        measured.word(load.name + ": CPU compared", cpu.describe(SOCKETS, POLLS));
    }

    /// How messages are published, and what that cost.
    ///
    /// @param burst messages at once
    private record Load(
            String name, int times, int burst, Duration interval, InterleavedRounds<Cost> costs) {
        Load(String name, int times, int burst, Duration interval) {
            this(name, times, burst, interval, new InterleavedRounds<>(SOCKETS));
        }
    }

    /// Of a message that one reader received.
    ///
    /// @param bytes of the readers' connections, in both directions
    record Cost(double bytes, double requests, double cpuMicros) {}
}
