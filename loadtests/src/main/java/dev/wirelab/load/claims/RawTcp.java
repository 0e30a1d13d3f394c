package dev.wirelab.load.claims;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// WebSocket and polls beside raw TCP: what each puts around a payload of several sizes, byte by
/// byte; how long a message takes on the bare loopback, by turns; and how long the second of two
/// takes behind a wire with a planted transit, which is where long polling is at its worst.
final class RawTcp implements Claim {
    private static final List<Integer> SIZES = List.of(16, 128, 1024, 4096);
    static final Duration TRANSIT = Duration.ofMillis(20);
    private static final double CLOSE_TOGETHER = 0.05;

    /// From how many transits between two messages on they are not close together any more: then
    /// the machine was late.
    private static final double APART = 0.3;

    private static final int PAIRS = 5;
    private static final int BLOCKS = 6;
    private static final int BLOCK = 40;
    private static final Duration SPACE = Duration.ofMillis(4);
    static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int SHORT_POLLS = 20;
    private static final int WAIT = 25;
    static final String TCP = "tcp";
    static final String WEBSOCKET = "websocket";
    static final String LONG_POLL = "long-poll";

    /// Phases of messages within a poll interval, spread evenly however many there are.
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    @Override
    public Statement statement() {
        return new Statement(
                "raw-tcp",
                "WebSocket and XHR polling have up to 5 times the protocol overhead of raw TCP and up to"
                        + " 3 times its delay, most with payloads of hundreds of bytes.",
                "Sachin Agarwal (NEC Europe), \"Real-time web application roadblock: Performance"
                        + " penalty of HTML sockets\", IEEE ICC 2012, pp. 1225–1229");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(14);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        try (Speaker speaker = bench.speaker()) {
            Guest guest = bench.guest();
            bench.tell("what stands around payloads of %s bytes".formatted(SIZES));
            List<Overhead> overheads = new ArrayList<>();
            for (int size : SIZES) {
                overheads.add(overhead(bench, speaker, guest, size));
            }
            bench.tell("delays on the loopback, by turns");
            Turns loopback = loopback(bench, speaker);
            bench.tell("two messages, behind a transit of %d ms".formatted(TRANSIT.toMillis()));
            Turns far = far(bench, speaker);
            bench.tell("short polls every %d ms".formatted(INTERVAL.toMillis()));
            double shortPoll = shortPoll(bench, speaker);
            return new RawTcpFinding(overheads, loopback, far, shortPoll).finding();
        }
    }

    /// What one message of this size brings over each wire besides its text.
    private static Overhead overhead(Bench bench, Speaker speaker, Guest guest, int size)
            throws IOException {
        try (LineFeed line = new LineFeed(bench.tcp(), guest, true);
                WebSocketFeed socket = new WebSocketFeed(bench.http(), guest);
                LongPollFeed poll = new LongPollFeed(bench.http(), guest, WAIT)) {
            speaker.say(guest.address(), Texts.of(size));
            String event = line.line();
            WebSocketFeed.Frame frame = socket.frame();
            Exchange exchange = poll.poll();
            bench.keep("tcp-" + size, event);
            bench.keep("websocket-payload-" + size, frame.payload());
            bench.keep("long-poll-request-" + size, exchange.request());
            bench.keep("long-poll-answer-" + size, exchange.head() + exchange.body());
            int json = event.length() - 1;
            return new Overhead(
                    size,
                    json,
                    1,
                    frame.header(),
                    exchange.bytes() - json,
                    Segments.headers(event.length()),
                    Segments.headers(frame.header() + frame.payload().length()),
                    Segments.headers(exchange.request().length())
                            + Segments.headers(
                                    exchange.head().length() + exchange.body().length()));
        }
    }

    /// A session on each wire, TCP's first.
    private static List<Seat> seats(Bench bench, InetSocketAddress http, InetSocketAddress tcp)
            throws IOException {
        Guest onTcp = bench.guest();
        Guest onWebSocket = bench.guest();
        Guest onLongPoll = bench.guest();
        return List.of(
                new Seat(TCP, onTcp, new Reader(new LineFeed(tcp, onTcp, true))),
                new Seat(WEBSOCKET, onWebSocket, new Reader(new WebSocketFeed(http, onWebSocket))),
                new Seat(
                        LONG_POLL,
                        onLongPoll,
                        new Reader(new LongPollFeed(http, onLongPoll, WAIT))));
    }

    private static void leave(List<Seat> seats) throws IOException {
        for (Seat seat : seats) {
            seat.reader.close();
        }
    }

    /// Medians of blocks, in milliseconds.
    private static Turns loopback(Bench bench, Speaker speaker)
            throws IOException, InterruptedException {
        List<Seat> seats = seats(bench, bench.http(), bench.tcp());
        Turns warmUp = new Turns(TCP);
        Turns turns = new Turns(TCP);
        try {
            for (int i = -1; i < BLOCKS; i++) {
                Turns into = i < 0 ? warmUp : turns;
                for (Seat seat : seats) {
                    into.add(seat.wire, delay(speaker, seat));
                }
                into.addAgain(delay(speaker, seats.getFirst()));
            }
            return turns;
        } finally {
            leave(seats);
        }
    }

    private static double delay(Speaker speaker, Seat seat)
            throws IOException, InterruptedException {
        double[] millis = new double[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            Pace.pause(SPACE);
            String text = Texts.of(64);
            long said = speaker.say(seat.guest.address(), text);
            millis[i] = (seat.reader.await(text) - said) / 1e6;
        }
        Arrays.sort(millis);
        return millis[BLOCK / 2];
    }

    /// The second of two messages close together, in milliseconds by wire.
    private static Turns far(Bench bench, Speaker speaker)
            throws IOException, InterruptedException {
        try (DelayProxy http = new DelayProxy(bench.http(), TRANSIT);
                DelayProxy lines = new DelayProxy(bench.tcp(), TRANSIT)) {
            List<Seat> seats = seats(bench, http.address(), lines.address());
            try {
                Turns turns = new Turns(TCP);
                for (int i = 0; i < PAIRS; i++) {
                    for (Seat seat : seats) {
                        for (double millis : second(speaker, seat)) {
                            turns.add(seat.wire, millis);
                        }
                    }
                    for (double millis : second(speaker, seats.getFirst())) {
                        turns.addAgain(millis);
                    }
                }
                return turns;
            } finally {
                leave(seats);
            }
        }
    }

    /// What it takes, or nothing if it came with the first, or was said too late.
    private static List<Double> second(Speaker speaker, Seat seat)
            throws IOException, InterruptedException {
        return new Pairs(speaker, seat.guest, seat.reader, TRANSIT)
                .seconds(CLOSE_TOGETHER, 1).stream()
                        .filter(second -> second.gap() <= APART)
                        .map(second -> second.latency() * TRANSIT.toMillis())
                        .toList();
    }

    /// The mean delay over short polls, in milliseconds; messages come at all phases of the
    /// interval.
    private static double shortPoll(Bench bench, Speaker speaker)
            throws IOException, InterruptedException {
        Guest guest = bench.guest();
        ShortPollFeed feed = new ShortPollFeed(bench.http(), guest.bearer(), INTERVAL);
        long start = System.nanoTime() + INTERVAL.toNanos();
        feed.startAt(start);
        double millis = 0;
        try (Reader reader = new Reader(feed)) {
            for (int i = 1; i <= SHORT_POLLS; i++) {
                Pace.until(start + Math.round((i + i * GOLDEN % 1) * INTERVAL.toNanos()));
                String text = Texts.of(64);
                long said = speaker.say(guest.address(), text);
                millis += (reader.await(text) - said) / 1e6 / SHORT_POLLS;
            }
        }
        return millis;
    }

    private record Seat(String wire, Guest guest, Reader reader) {}
}
