package dev.wirelab.load.claims;

import dev.wirelab.load.claims.LongPollWasteFinding.Idle;
import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.stats.Slope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What long pollers cost the lab beside as many WebSockets: while nothing is said (bytes, CPU,
/// heap), and while messages come, one by one and in bursts.
final class LongPollWaste implements Claim {
    static final int CROWD = 100;
    private static final List<Integer> SIZES = List.of(100, 200, 300);

    /// Seconds for which idle polls are held here, and for which they are by default.
    static final int WAIT = 1;

    static final int USUAL_WAIT = 25;
    static final String NOBODY = "a lab with nobody";
    static final String SOCKETS = "WebSockets";
    static final String POLLS = "long polls";

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
        return Duration.ofSeconds(70);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        try (Watch watch = new Watch(bench);
                Speaker speaker = bench.speaker()) {
            List<Guest> guests = new ArrayList<>();
            while (guests.size() < CROWD) {
                guests.add(bench.guest());
            }
            WasteTurns turns = new WasteTurns(bench, guests, speaker);
            bench.tell("practice");
            turns.practise();
            for (int i = 1; i <= WasteTurns.TURNS; i++) {
                bench.tell(
                        "nobody, %d WebSockets, %d long polls: turn %d of %d"
                                .formatted(CROWD, CROWD, i, WasteTurns.TURNS));
                turns.turn();
            }
            Optional<Slope> sockets =
                    heap(bench, SOCKETS, guest -> new WebSocketFeed(bench.http(), guest));
            Optional<Slope> polls =
                    heap(bench, POLLS, guest -> new LongPollFeed(bench.http(), guest, USUAL_WAIT));
            int exchange = emptyExchange(bench);
            bench.tell("until a WebSocket has had its heartbeat");
            double heartbeat = watch.bytesPerSecond();
            return new LongPollWasteFinding(
                            new Idle(
                                    sockets,
                                    polls,
                                    exchange,
                                    heartbeat,
                                    turns.idleBytes(),
                                    turns.idle()),
                            turns.oneByOne(),
                            turns.inBursts())
                    .finding();
        }
    }

    /// The lab's heap over the connections of one kind, each with a session of its own.
    private static Optional<Slope> heap(Bench bench, String kind, Crowd.Joining joining)
            throws IOException, InterruptedException {
        bench.tell("heap with up to %d %s".formatted(SIZES.getLast(), kind));
        Map<Double, Double> heap = new LinkedHashMap<>();
        heap.put(0.0, heap(bench));
        try (Crowd crowd = new Crowd(bench, joining)) {
            for (int size : SIZES) {
                crowd.growTo(size);
                heap.put((double) size, heap(bench));
            }
            return Slope.of(heap);
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

    /// A WebSocket that only listens while the experiment lasts.
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
