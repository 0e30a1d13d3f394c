package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// WebSocket and polls beside raw TCP: what each puts around a payload of several sizes, byte by
/// byte; how long a message takes on the bare loopback, by turns; and how long the second of two
/// takes behind a wire with a planted transit, which is where long polling is at its worst.
final class RawTcp implements Claim {
    private static final double CLAIMED_OVERHEAD = 5;
    private static final double CLAIMED_DELAY = 3;
    private static final List<Integer> SIZES = List.of(16, 128, 1024, 4096);
    private static final Duration TRANSIT = Duration.ofMillis(20);
    private static final double CLOSE_TOGETHER = 0.05;
    private static final int PAIRS = 5;
    private static final int BLOCKS = 6;
    private static final int BLOCK = 40;
    private static final Duration SPACE = Duration.ofMillis(4);
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int SHORT_POLLS = 20;
    private static final int WAIT = 25;
    private static final String TCP = "tcp";
    private static final String WEBSOCKET = "websocket";
    private static final String LONG_POLL = "long-poll";

    /// Phases of messages within a poll interval, spread evenly however many there are.
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /// From how many times on a difference is in the range that is claimed.
    private static final double MUCH = 2;

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
        return Duration.ofSeconds(18);
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
            Map<String, Double> far = far(bench, speaker);
            bench.tell("short polls every %d ms".formatted(INTERVAL.toMillis()));
            double shortPoll = shortPoll(bench, speaker);
            return new Judge(overheads, loopback, far, shortPoll).finding();
        }
    }

    /// @param socketPays whether WebSocket has much more overhead or delay than TCP
    /// @param pollPays whether long polling has much more of both
    static Verdict verdict(boolean socketPays, boolean pollPays) {
        if (pollPays) {
            return socketPays ? Verdict.HOLDS : Verdict.HOLDS_ONLY_WHEN;
        }
        return Verdict.DOES_NOT_HOLD;
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
        Turns warmUp = new Turns();
        Turns turns = new Turns();
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
    private static Map<String, Double> far(Bench bench, Speaker speaker)
            throws IOException, InterruptedException {
        try (DelayProxy http = new DelayProxy(bench.http(), TRANSIT);
                DelayProxy lines = new DelayProxy(bench.tcp(), TRANSIT)) {
            List<Seat> seats = seats(bench, http.address(), lines.address());
            try {
                Map<String, Double> millis = new LinkedHashMap<>();
                for (Seat seat : seats) {
                    var pairs =
                            new LongPollTransits.Pairs(speaker, seat.guest, seat.reader, TRANSIT);
                    millis.put(seat.wire, pairs.second(CLOSE_TOGETHER, PAIRS));
                }
                return millis;
            } finally {
                leave(seats);
            }
        }
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

    /// What stands around a text, in bytes: on each wire its own framing, and an estimate of the
    /// headers of TCP and IP.
    ///
    /// @param json of the event, the same on each
    private record Overhead(
            int text,
            int json,
            int line,
            int frame,
            int poll,
            int lineSegments,
            int frameSegments,
            int pollSegments) {
        double tcp() {
            return line + lineSegments;
        }

        double webSocketRatio() {
            return (frame + frameSegments) / tcp();
        }

        double pollRatio() {
            return (poll + pollSegments) / tcp();
        }
    }

    /// Puts the numbers together.
    ///
    /// @param far milliseconds by wire
    /// @param shortPoll mean delay, in milliseconds
    private record Judge(
            List<Overhead> overheads, Turns loopback, Map<String, Double> far, double shortPoll) {

        private double worstWebSocket() {
            return overheads.stream().mapToDouble(Overhead::webSocketRatio).max().orElseThrow();
        }

        private double worstPoll() {
            return overheads.stream().mapToDouble(Overhead::pollRatio).max().orElseThrow();
        }

        private double farRatio(String wire) {
            return far.getOrDefault(wire, Double.NaN) / far.getOrDefault(TCP, Double.NaN);
        }

        private double near(String wire) {
            return loopback.median(wire);
        }

        Finding finding() {
            boolean socketPays =
                    worstWebSocket() >= MUCH
                            || farRatio(WEBSOCKET) >= MUCH
                            || (near(WEBSOCKET) >= MUCH * near(TCP)
                                    && loopback.isLower(TCP, WEBSOCKET));
            boolean pollPays = worstPoll() >= MUCH && farRatio(LONG_POLL) >= MUCH;
            Verdict verdict = verdict(socketPays, pollPays);
            return new Finding(
                    verdict,
                    verdict == Verdict.HOLDS_ONLY_WHEN
                            ? "the \"HTML socket\" is a poll; then the overhead is more, and the delay of"
                                    + " long polling that much only right after another message"
                            : "",
                    measured(),
                    scaling(),
                    why(),
                    figures());
        }

        private String measured() {
            Overhead small = overheads.getFirst();
            return ("Around a text of %d bytes in the same JSON: TCP %d byte, WebSocket %d, a long poll %d;"
                            + " with the headers of TCP and IP WebSocket has %s times the overhead of TCP at"
                            + " most, long polling %s. Delay on the loopback: tcp %s ms, websocket %s,"
                            + " long-poll %s: %s; %s. The second of two messages behind a transit of %d ms:"
                            + " websocket %s times TCP's delay, long-poll %s. Short polls every %d ms: %s ms"
                            + " on average.")
                    .formatted(
                            small.text,
                            small.line,
                            small.frame,
                            small.poll,
                            Numbers.plain(worstWebSocket()),
                            Numbers.plain(worstPoll()),
                            Numbers.plain(near(TCP)),
                            Numbers.plain(near(WEBSOCKET)),
                            Numbers.plain(near(LONG_POLL)),
                            loopback.words(TCP, WEBSOCKET),
                            loopback.words(TCP, LONG_POLL),
                            TRANSIT.toMillis(),
                            Numbers.plain(farRatio(WEBSOCKET)),
                            Numbers.plain(farRatio(LONG_POLL)),
                            INTERVAL.toMillis(),
                            Numbers.plain(shortPoll));
        }

        private static String scaling() {
            return ("The paper measured over the Internet and 3G; here a distance is %d ms each way, planted."
                            + " Headers of TCP and IP are estimated: %d bytes a segment, acknowledgements left"
                            + " out.")
                    .formatted(TRANSIT.toMillis(), Segments.HEADERS);
        }

        private String why() {
            return ("A WebSocket is a TCP connection with 2 to 10 bytes before each message (RFC 6455 §5.2):"
                            + " once it is open nothing makes it wait for anything. A poll pays its headers"
                            + " for every answer, the more the smaller the payload: %s times TCP's overhead at"
                            + " %d bytes, %s at %d. The paper's pages ran in the browsers of 2012 and its"
                            + " delays include them; that part, its throughput (\"3 times less\") and lost"
                            + " segments cannot be told here.")
                    .formatted(
                            Numbers.plain(overheads.getFirst().pollRatio()),
                            overheads.getFirst().text,
                            Numbers.plain(overheads.getLast().pollRatio()),
                            overheads.getLast().text);
        }

        private List<Figure> figures() {
            List<Figure> figures = new ArrayList<>();
            figures.add(new Figure("claimed overhead, at most", CLAIMED_OVERHEAD, "times TCP's"));
            figures.add(new Figure("claimed delay, at most", CLAIMED_DELAY, "times TCP's"));
            for (Overhead one : overheads) {
                String name = "text of %d bytes: ".formatted(one.text);
                figures.add(new Figure(name + "its event in JSON", one.json, "bytes"));
                figures.add(new Figure(name + "tcp around it", one.line, "bytes"));
                figures.add(new Figure(name + "websocket around it", one.frame, "bytes"));
                figures.add(new Figure(name + "long-poll around it", one.poll, "bytes"));
                figures.add(
                        new Figure(
                                name + "websocket with TCP/IP (estimated)",
                                one.webSocketRatio(),
                                "times TCP's"));
                figures.add(
                        new Figure(
                                name + "long-poll with TCP/IP (estimated)",
                                one.pollRatio(),
                                "times TCP's"));
            }
            for (String wire : List.of(TCP, WEBSOCKET, LONG_POLL)) {
                figures.add(new Figure("delay on the loopback, " + wire, near(wire), "ms"));
                figures.add(
                        new Figure(
                                "second of two behind a transit, " + wire,
                                far.getOrDefault(wire, Double.NaN),
                                "ms"));
            }
            figures.add(new Figure("mean delay, short polls every 200 ms", shortPoll, "ms"));
            return figures;
        }
    }
}
