package dev.wirelab.load.claims;

import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.stats.Slope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What long pollers cost the lab beside as many WebSockets: while nothing is said (bytes, CPU,
/// heap), and while messages come, few and many in a second.
final class LongPollWaste implements Claim {
    private static final int CROWD = 100;
    private static final List<Integer> SIZES = List.of(100, 200, 300);
    private static final int WINDOWS = 3;
    private static final Duration WINDOW = Duration.ofMillis(1200);

    /// Seconds for which idle polls are held here, and for which they are by default.
    private static final int WAIT = 2;

    private static final int USUAL_WAIT = 25;
    private static final int READERS = 20;
    private static final int SLOW = 5;
    private static final int FAST = 500;
    private static final int SECONDS = 3;
    private static final int TEXT = 64;
    private static final long SECOND = 1_000_000_000;
    private static final String NOBODY = "a lab with nobody";
    private static final String SOCKETS = "idle WebSockets";
    private static final String POLLS = "idle long polls";

    /// From how many times the cost of a WebSocket on a long poll is called a waste.
    private static final double WASTE = 2;

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
            Idle sockets =
                    idle(bench, cpu, SOCKETS, guest -> new WebSocketFeed(bench.http(), guest));
            Idle polls =
                    idle(bench, cpu, POLLS, guest -> new LongPollFeed(bench.http(), guest, WAIT));
            int exchange = emptyExchange(bench);
            Busy slowSockets =
                    busy(bench, "WebSocket", SLOW, g -> new WebSocketFeed(bench.http(), g));
            Busy slowPolls = busy(bench, "long poll", SLOW, g -> poll(bench, g));
            Busy fastSockets =
                    busy(bench, "WebSocket", FAST, g -> new WebSocketFeed(bench.http(), g));
            Busy fastPolls = busy(bench, "long poll", FAST, g -> poll(bench, g));
            bench.tell("until a WebSocket has had its heartbeat");
            double heartbeat = watch.bytesPerSecond();
            return new Judge(
                            cpu,
                            sockets,
                            polls,
                            exchange,
                            heartbeat,
                            List.of(slowSockets, slowPolls, fastSockets, fastPolls))
                    .finding();
        }
    }

    /// @param whenIdle whether a long poller is much heavier than a WebSocket while nothing is said
    /// @param whenBusy whether a message costs much more over long polls
    static Verdict verdict(boolean whenIdle, boolean whenBusy) {
        if (whenIdle && whenBusy) {
            return Verdict.HOLDS;
        }
        return whenIdle || whenBusy ? Verdict.HOLDS_ONLY_WHEN : Verdict.DOES_NOT_HOLD;
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

    private static Idle idle(Bench bench, Turns cpu, String kind, Crowd.Joining joining)
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
            return new Idle(bytes, Slope.of(heap));
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

    private static Busy busy(Bench bench, String kind, int rate, Crowd.Joining joining)
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
            return new Busy(
                    kind,
                    rate,
                    (crowd.bytes() - bytes) / delivered,
                    (crowd.requests() - requests) / delivered,
                    (after.cpuNanos() - before.cpuNanos()) / 1e3 / delivered);
        }
    }

    /// @param bytes of a connection in a second
    /// @param heap of a connection, in bytes
    private record Idle(double bytes, Optional<Slope> heap) {
        double heapKibibytes() {
            return heap.map(slope -> slope.perUnit().estimate() / 1024).orElse(Double.NaN);
        }

        String heapInWords() {
            return heap.map(slope ->
                            "%s KiB (%s to %s)"
                                    .formatted(
                                            Numbers.plain(slope.perUnit().estimate() / 1024),
                                            Numbers.plain(slope.perUnit().low() / 1024),
                                            Numbers.plain(slope.perUnit().high() / 1024)))
                    .orElse("an unknown amount");
        }
    }

    /// @param bytes of the readers' sockets for a message that a reader got
    /// @param cpuMicros of the lab for one
    private record Busy(String kind, int rate, double bytes, double requests, double cpuMicros) {}

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

    /// Puts the numbers together.
    private record Judge(
            Turns cpu, Idle sockets, Idle polls, int exchange, double heartbeat, List<Busy> busy) {
        Finding finding() {
            Busy sockets = busy.get(0);
            Busy polls = busy.get(1);
            boolean whenIdle = isHeavierIdle();
            boolean whenBusy = polls.bytes >= WASTE * sockets.bytes;
            Verdict verdict = verdict(whenIdle, whenBusy);
            String condition =
                    verdict != Verdict.HOLDS_ONLY_WHEN
                            ? ""
                            : whenBusy
                                    ? "messages come one by one, each answering a poll"
                                    : "nothing is said";
            return new Finding(
                    verdict,
                    condition,
                    idleInWords() + " " + busyInWords(),
                    scaling(),
                    why(),
                    figures());
        }

        /// By heap: what is left between the two intervals.
        private boolean isHeavierIdle() {
            return this.polls.heap.isPresent()
                    && this.sockets.heap.isPresent()
                    && this.polls.heap.get().perUnit().low()
                            >= WASTE * this.sockets.heap.get().perUnit().high();
        }

        private double idlePollBytes() {
            return (double) exchange / USUAL_WAIT;
        }

        /// What a poll that brings nothing costs the lab, if it can be told from quiet.
        private double pollMicros() {
            return (cpu.median(POLLS) - cpu.median(NOBODY)) * 1e3 * WAIT / CROWD;
        }

        private String idleInWords() {
            return ("Idle: a held poll costs %s bytes/s (%d every %d s), a WebSocket %s of heartbeats; heap of"
                            + " a connection with its session %s against %s. CPU of %d: %s; %s.")
                    .formatted(
                            Numbers.plain(idlePollBytes()),
                            exchange,
                            USUAL_WAIT,
                            Numbers.plain(heartbeat),
                            polls.heapInWords(),
                            sockets.heapInWords(),
                            CROWD,
                            cpu.words(NOBODY, POLLS),
                            cpu.words(NOBODY, SOCKETS));
        }

        private String busyInWords() {
            return ("With %d messages a second each took %s requests and %s bytes over long polls against %s"
                            + " bytes over WebSocket; with %d, %s requests and %s bytes against %s.")
                    .formatted(
                            SLOW,
                            Numbers.plain(busy.get(1).requests),
                            Numbers.plain(busy.get(1).bytes),
                            Numbers.plain(busy.get(0).bytes),
                            FAST,
                            Numbers.plain(busy.get(3).requests),
                            Numbers.plain(busy.get(3).bytes),
                            Numbers.plain(busy.get(2).bytes));
        }

        private static String scaling() {
            return ("CPU of idle polls is measured with wait=%d, where there are %s times as many as with the"
                            + " usual wait=%d; bytes are of one exchange, once in %d s. Heap is the slope over"
                            + " 0, 100, 200 and 300 connections after collections, with 95 %% of"
                            + " confidence.")
                    .formatted(
                            WAIT,
                            Numbers.plain((double) USUAL_WAIT / WAIT),
                            USUAL_WAIT,
                            USUAL_WAIT);
        }

        private String why() {
            return ("A held request is a number in a list until something comes: the lab holds no thread for"
                            + " it, as servers did when this was first said. What long polling spends is a"
                            + " request with all its headers for every answer. When messages come faster"
                            + " than polls can go round, one answer brings several and the price of each"
                            + " falls. Beside short polls of 1 s an idle long poll asks %d times less often.")
                    .formatted(USUAL_WAIT);
        }

        private List<Figure> figures() {
            List<Figure> figures = new ArrayList<>();
            figures.add(new Figure("empty long poll with its answer", exchange, "bytes"));
            figures.add(new Figure("idle long poll, wait=25", idlePollBytes(), "bytes/s"));
            figures.add(new Figure("idle long poll, wait=2, measured", polls.bytes, "bytes/s"));
            figures.add(new Figure("idle WebSocket, heartbeats", heartbeat, "bytes/s"));
            figures.add(new Figure("heap of a long poller", polls.heapKibibytes(), "KiB"));
            figures.add(new Figure("heap of a WebSocket", sockets.heapKibibytes(), "KiB"));
            figures.add(new Figure("CPU, nobody", cpu.median(NOBODY), "ms/s"));
            figures.add(new Figure("CPU, 100 idle WebSockets", cpu.median(SOCKETS), "ms/s"));
            figures.add(new Figure("CPU, 100 idle long polls, wait=2", cpu.median(POLLS), "ms/s"));
            figures.add(new Figure("CPU of an empty long poll", pollMicros(), "µs"));
            for (Busy one : busy) {
                String name = "%s, %d messages a second: ".formatted(one.kind, one.rate);
                figures.add(new Figure(name + "bytes", one.bytes, "bytes a message"));
                figures.add(new Figure(name + "requests", one.requests, "a message"));
                figures.add(new Figure(name + "CPU, one run", one.cpuMicros, "µs a message"));
            }
            return figures;
        }
    }
}
