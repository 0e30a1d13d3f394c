package dev.wirelab.load.claims;

import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.stats.Slope;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What long pollers cost the lab beside as many WebSockets: while nothing is said (bytes, CPU,
/// heap), and while messages come, few and many in a second.
final class LongPollWaste implements Claim {
    static final int CROWD = 100;
    private static final List<Integer> SIZES = List.of(100, 200, 300);
    private static final int WINDOWS = 3;
    private static final Duration WINDOW = Duration.ofMillis(1200);

    /// Seconds for which idle polls are held here, and for which they are by default.
    static final int WAIT = 2;

    static final int USUAL_WAIT = 25;
    private static final int READERS = 20;
    static final int SLOW = 5;
    static final int FAST = 500;
    private static final int SECONDS = 3;
    private static final int TEXT = 64;
    private static final long SECOND = 1_000_000_000;
    static final String NOBODY = "a lab with nobody";
    static final String SOCKETS = "idle WebSockets";
    static final String POLLS = "idle long polls";

    @Override
    public Statement statement() {
        return new Statement(
                "long-poll-waste",
                "Long polling wastes resources: a held connection uses up the server.",
                "For instance hoojo, \"轮询、长轮询、长连接\" (\"服务器hold连接会消耗资源\"), blog, 26 September"
                        + " 2013; told in most comparisons since");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        try (Watch watch = new Watch(bench)) {
            Turns cpu = new Turns();
            bench.tell("a lab with nobody");
            for (int i = 0; i < WINDOWS; i++) {
                cpu.add(NOBODY, cpuMillis(bench));
                cpu.addAgain(cpuMillis(bench));
            }
            IdleCost sockets =
                    idle(bench, cpu, SOCKETS, guest -> new WebSocketFeed(bench.http(), guest));
            IdleCost polls =
                    idle(bench, cpu, POLLS, guest -> new LongPollFeed(bench.http(), guest, WAIT));
            int exchange = emptyExchange(bench);
            BusyCost slowSockets =
                    busy(bench, "WebSocket", SLOW, g -> new WebSocketFeed(bench.http(), g));
            BusyCost slowPolls = busy(bench, "long poll", SLOW, g -> poll(bench, g));
            BusyCost fastSockets =
                    busy(bench, "WebSocket", FAST, g -> new WebSocketFeed(bench.http(), g));
            BusyCost fastPolls = busy(bench, "long poll", FAST, g -> poll(bench, g));
            bench.tell("until a WebSocket has had its heartbeat");
            double heartbeat = watch.bytesPerSecond();
            return new LongPollWasteFinding(
                            cpu,
                            sockets,
                            polls,
                            exchange,
                            heartbeat,
                            List.of(slowSockets, slowPolls, fastSockets, fastPolls))
                    .finding();
        }
    }

    private static Feed poll(Bench bench, Guest guest) throws IOException {
        return new LongPollFeed(bench.http(), guest, USUAL_WAIT);
    }

    /// CPU milliseconds of the lab in a second of quiet.
    private static double cpuMillis(Bench bench) throws IOException, InterruptedException {
        Reading before = bench.meters();
        Pace.pause(WINDOW);
        Reading after = bench.meters();
        return (after.cpuNanos() - before.cpuNanos())
                * 1e3
                / (after.stampNanos() - before.stampNanos());
    }

    private static IdleCost idle(Bench bench, Turns cpu, String kind, Crowd.Joining joining)
            throws IOException, InterruptedException {
        Map<Double, Double> heap = new LinkedHashMap<>();
        heap.put(0.0, heap(bench));
        try (Crowd crowd = new Crowd(bench, joining)) {
            double bytes = 0;
            for (int size : SIZES) {
                bench.tell("%d %s".formatted(size, kind));
                crowd.growTo(size);
                if (size == CROWD) {
                    long before = crowd.bytes();
                    long began = System.nanoTime();
                    for (int i = 0; i < WINDOWS; i++) {
                        cpu.add(kind, cpuMillis(bench));
                    }
                    double seconds = (System.nanoTime() - began) / 1e9;
                    bytes = (crowd.bytes() - before) / seconds / CROWD;
                }
                heap.put((double) size, heap(bench));
            }
            return new IdleCost(bytes, Slope.of(heap));
        }
    }

    private static double heap(Bench bench) throws IOException, InterruptedException {
        LabProcess.collectGarbage(bench.pid());
        return bench.meters().heapBytes();
    }

    /// Bytes of a poll that is held and brings nothing.
    private static int emptyExchange(Bench bench) throws IOException {
        try (LongPollFeed feed = new LongPollFeed(bench.http(), bench.guest(), 1)) {
            Exchange exchange = feed.poll();
            bench.keep("empty-poll-request", exchange.request());
            bench.keep("empty-poll-answer", exchange.head() + exchange.body());
            return exchange.bytes();
        }
    }

    private static BusyCost busy(Bench bench, String kind, int rate, Crowd.Joining joining)
            throws IOException, InterruptedException {
        bench.tell("%d readers over %s, %d messages a second".formatted(READERS, kind, rate));
        try (Crowd crowd = new Crowd(bench, joining);
                Speaker speaker = bench.speaker()) {
            crowd.growTo(READERS);
            String last = Texts.of(TEXT);
            speaker.say(Speaker.ALL, last);
            crowd.await(last);
            long messages = crowd.messages();
            long requests = crowd.requests();
            long bytes = crowd.bytes();
            Reading before = bench.meters();
            long start = System.nanoTime();
            int count = rate * SECONDS;
            for (int i = 0; i < count; i++) {
                Pace.until(start + i * SECOND / rate);
                last = Texts.of(TEXT);
                speaker.say(Speaker.ALL, last);
            }
            crowd.await(last);
            double delivered = crowd.messages() - messages;
            Reading after = bench.meters();
            return new BusyCost(
                    kind,
                    rate,
                    (crowd.bytes() - bytes) / delivered,
                    (crowd.requests() - requests) / delivered,
                    (after.cpuNanos() - before.cpuNanos()) / 1e3 / delivered);
        }
    }

    /// A WebSocket on which nothing is said while the experiment lasts.
    private static final class Watch implements AutoCloseable {
        private static final Duration HEARTBEAT = Duration.ofSeconds(27);

        private final long began = System.nanoTime();
        private final WebSocketFeed feed;
        private final Reader reader;

        Watch(Bench bench) throws IOException {
            feed = new WebSocketFeed(bench.http(), bench.guest());
            reader = new Reader(feed);
        }

        /// Bytes of heartbeats in a second, or not a number if none came. A ping that came is one
        /// of 25 s.
        double bytesPerSecond() throws InterruptedException {
            Pace.until(began + HEARTBEAT.toNanos());
            return feed.pings() == 0 ? Double.NaN : feed.heartbeatBytes() / 25.0 / feed.pings();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
