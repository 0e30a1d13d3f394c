package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.EventClient;
import dev.wirelab.load.client.MessageReader;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.client.PollingClient;
import dev.wirelab.load.client.RawExchange;
import dev.wirelab.load.client.TcpLineClient;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.interleaved.InterleavedRounds;
import dev.wirelab.load.interleaved.InterleavedRounds.Variant;
import dev.wirelab.load.interleaved.InterleavedSamples;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.link.DelayProxy;
import dev.wirelab.load.measure.TcpSegments;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// WebSocket and polling in comparison with raw TCP: the bytes that each adds to payloads of
/// several sizes, the latency on the loopback interface, and the latency of the second of two
/// messages behind an emulated delay, which is the worst case of long polling.
final class RawTcp {
    static final Claim CLAIM = new Claim("raw-tcp", Duration.ofSeconds(14), RawTcp::experiment);

    static final String TCP = "tcp";
    static final String WEBSOCKET = "websocket";
    static final String LONG_POLL = "long-poll";
    private static final String WEBSOCKET_OVERHEAD = "websocket with TCP/IP";
    private static final String POLL_OVERHEAD = "long-poll with TCP/IP";

    /// From this ratio on, a difference is of the claimed order.
    private static final double MUCH = 2;

    private static final List<Integer> SIZES = List.of(16, 128, 1024, 4096);

    /// Bytes of payload in a segment on Ethernet.
    private static final int SEGMENT = 1448;

    private static final int ROUNDS = 6;
    private static final int BLOCK = 40;
    private static final Duration PAUSE = Duration.ofMillis(4);

    private static final Duration TRANSIT = Duration.ofMillis(20);
    private static final int PAIRS = 5;

    /// The requested gap between the messages of a pair, in transits, and the largest measured one
    /// that counts.
    private static final double GAP = 0.05;

    private static final double LARGEST_GAP = 0.3;

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int SHORT_POLLS = 20;

    /// Multiples of it, modulo 1, are spread evenly, however many there are.
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    private RawTcp() {}

    private static Finding experiment(ExperimentContext context)
            throws IOException, InterruptedException {
        Measurements measured = new Measurements();
        context.phase("overhead of payloads of 16 to 4,096 bytes");
        ClientSession session = context.session();
        measured.add("claimed overhead, at most", 5, "times TCP's");
        measured.add("claimed delay, at most", 3, "times TCP's");
        for (int size : SIZES) {
            overhead(context, session, size, measured);
        }
        context.phase("latency on the loopback interface");
        InterleavedSamples loopback =
                measure(context, context.http(), context.tcp(), ROUNDS, RawTcp::medianMillis);
        context.phase("pairs of messages with a delay of %d ms".formatted(TRANSIT.toMillis()));
        InterleavedSamples far;
        try (DelayProxy http = new DelayProxy(context.http(), TRANSIT);
                DelayProxy tcp = new DelayProxy(context.tcp(), TRANSIT)) {
            far = measure(context, http.address(), tcp.address(), PAIRS, RawTcp::secondMillis);
        }
        context.phase("short polls every %d ms".formatted(INTERVAL.toMillis()));
        double shortPoll = shortPollMillis(context);
        measured.add("mean latency, short polls every 200 ms", shortPoll, "ms");
        return finding(measured, loopback, far);
    }

    /// Counts what each transport adds to one message with a text of this size.
    private static void overhead(
            ExperimentContext context, ClientSession session, int size, Measurements measured)
            throws IOException, InterruptedException {
        try (EventClient tcp = new TcpLineClient(context.tcp(), session, true);
                EventClient socket = new WebSocketClient(context.http(), session);
                EventClient poll = PollingClient.longPolling(context.http(), session)) {
            context.publisher().send(session.address(), size);
            RawExchange line = tcp.next().raw();
            RawExchange frame = socket.next().raw();
            RawExchange exchange = poll.next().raw();
            context.keep("tcp-" + size, line.body());
            context.keep("websocket-payload-" + size, frame.body());
            context.keep("long-poll-request-" + size, exchange.request());
            context.keep("long-poll-answer-" + size, exchange.head() + exchange.body());
            String name = "text of %d bytes: ".formatted(size);
            double json = line.bytes() - 1;
            measured.add(name + "its event in JSON", json, "bytes");
            double tcpAdds = measured.add(name + "added by tcp", line.bytes() - json, "bytes");
            double adds = measured.add(name + "added by websocket", frame.bytes() - json, "bytes");
            double all = (adds + segmentHeaders(frame)) / (tcpAdds + segmentHeaders(line));
            measured.add(name + WEBSOCKET_OVERHEAD, all, "times TCP's");
            adds = measured.add(name + "added by long-poll", exchange.bytes() - json, "bytes");
            all = (adds + segmentHeaders(exchange)) / (tcpAdds + segmentHeaders(line));
            measured.add(name + POLL_OVERHEAD, all, "times TCP's");
        }
    }

    /// An estimate of the TCP and IP headers, without acknowledgements.
    private static int segmentHeaders(RawExchange exchange) {
        int request = exchange.request().length();
        int answer = exchange.bytes() - request;
        return TcpSegments.HEADER_BYTES
                * (Math.ceilDiv(request, SEGMENT) + Math.ceilDiv(answer, SEGMENT));
    }

    /// Measures a latency of each transport in interleaved rounds, TCP first. A round before them
    /// is not recorded.
    private static InterleavedSamples measure(
            ExperimentContext context,
            InetSocketAddress http,
            InetSocketAddress tcp,
            int rounds,
            Latency latency)
            throws IOException, InterruptedException {
        ClientSession one = context.session();
        ClientSession two = context.session();
        ClientSession three = context.session();
        try (MessageReader line = new MessageReader(new TcpLineClient(tcp, one, true));
                MessageReader socket = new MessageReader(new WebSocketClient(http, two));
                MessageReader poll = new MessageReader(PollingClient.longPolling(http, three))) {
            List<Variant<Double>> variants =
                    List.of(
                            new Variant<>(TCP, () -> latency.millis(context, one, line)),
                            new Variant<>(WEBSOCKET, () -> latency.millis(context, two, socket)),
                            new Variant<>(LONG_POLL, () -> latency.millis(context, three, poll)));
            var _ = InterleavedRounds.measure(1, variants);
            return InterleavedRounds.measure(rounds, variants).samples(Double::doubleValue);
        }
    }

    private static double medianMillis(
            ExperimentContext context, ClientSession session, MessageReader reader)
            throws IOException, InterruptedException {
        double[] millis = new double[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            MonotonicTime.pause(PAUSE);
            millis[i] = reader.awaitMillis(context.send(session));
        }
        Arrays.sort(millis);
        return millis[BLOCK / 2];
    }

    /// The latency of the second message of a pair; NaN if both arrived together or the second was
    /// published too late.
    private static double secondMillis(
            ExperimentContext context, ClientSession session, MessageReader reader)
            throws IOException, InterruptedException {
        return new MessagePairs(context, session, reader, TRANSIT)
                .measure(GAP, 1).stream()
                        .filter(second -> second.gap() <= LARGEST_GAP)
                        .mapToDouble(second -> second.latency() * TRANSIT.toMillis())
                        .findFirst()
                        .orElse(Double.NaN);
    }

    /// The mean latency of short polling, with messages at all phases of the poll interval.
    private static double shortPollMillis(ExperimentContext context)
            throws IOException, InterruptedException {
        ClientSession session = context.session();
        PollingClient client =
                PollingClient.shortPolling(context.http(), session.bearer(), INTERVAL);
        long start = System.nanoTime() + INTERVAL.toNanos();
        client.startAt(start);
        double millis = 0;
        try (MessageReader reader = new MessageReader(client)) {
            for (int i = 1; i <= SHORT_POLLS; i++) {
                double intervals = i + i * GOLDEN_RATIO % 1;
                MonotonicTime.sleepUntil(start + Math.round(intervals * INTERVAL.toNanos()));
                millis += reader.awaitMillis(context.send(session));
            }
        }
        return millis / SHORT_POLLS;
    }

    /// A transport pays if it has much more overhead than TCP and much more latency, on loopback or
    /// with a delay. The claim is about two transports.
    ///
    /// @param socketOverhead as a multiple of TCP's, as is `pollOverhead`
    static ClaimVerdict verdict(
            double socketOverhead,
            double pollOverhead,
            InterleavedSamples loopback,
            InterleavedSamples far) {
        return ClaimVerdict.of(
                List.of(
                        pays(socketOverhead, WEBSOCKET, loopback, far),
                        pays(pollOverhead, LONG_POLL, loopback, far)));
    }

    private static TestOutcome pays(
            double overhead,
            String transport,
            InterleavedSamples loopback,
            InterleavedSamples far) {
        return TestOutcome.of(overhead >= MUCH)
                .and(
                        far.isAtLeast(MUCH, TCP, transport)
                                .or(loopback.isAtLeast(MUCH, TCP, transport)));
    }

    private static Finding finding(
            Measurements measured, InterleavedSamples loopback, InterleavedSamples far) {
        double socket =
                measured.add(
                        "websocket, most overhead",
                        most(measured, WEBSOCKET_OVERHEAD),
                        "times TCP's");
        double poll =
                measured.add(
                        "long-poll, most overhead", most(measured, POLL_OVERHEAD), "times TCP's");
        measured.add("latency on loopback", loopback, "ms");
        measured.add("second of two with a delay", far, "ms");
        boolean polling = pays(poll, LONG_POLL, loopback, far) == TestOutcome.YES;
        measured.word("which", CLAIM.text(polling ? "which.poll" : "which.websocket"));
        measured.word("loopback compared", both(loopback));
        measured.word("delay compared", both(far));
        return measured.finding(CLAIM, verdict(socket, poll, loopback, far));
    }

    private static String both(InterleavedSamples latency) {
        return latency.describe(TCP, WEBSOCKET) + "; " + latency.describe(TCP, LONG_POLL);
    }

    private static double most(Measurements measured, String overhead) {
        return SIZES.stream()
                .mapToDouble(size -> measured.get("text of %d bytes: %s".formatted(size, overhead)))
                .max()
                .orElseThrow();
    }

    @FunctionalInterface
    private interface Latency {
        double millis(ExperimentContext context, ClientSession session, MessageReader reader)
                throws IOException, InterruptedException;
    }
}
