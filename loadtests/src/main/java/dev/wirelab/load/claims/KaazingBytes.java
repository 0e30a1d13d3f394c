package dev.wirelab.load.claims;

import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.report.Numbers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What headers cost: the article from which "871 bytes against 2" is quoted ever since.
///
/// First one message of 20 bytes on each wire, byte by byte. Then two crowds, one polling each
/// second and one on WebSockets, and a message a second to all of them, for some seconds; the lab's
/// ledger tells what was headers and what was framing.
final class KaazingBytes implements Claim {
    static final int CLAIMED_POLL = 871;
    static final int CLAIMED_FRAME = 2;
    private static final double CLAIMED_POLL_MBPS = 665;
    private static final int CLAIMED_CLIENTS = 100_000;

    /// The article's "Mbps" are of 2^20 bits: 871 × 100,000 × 8 / 2^20 = 664.5.
    private static final double MEBIBIT = 1 << 20;

    /// A stock message of the article: "only about 20 characters long".
    private static final int TEXT = 20;

    private static final int LONG_TEXT = 64;
    private static final int SMALL_CROWD = 25;
    private static final int LARGE_CROWD = 100;
    private static final int SECONDS = 4;
    private static final long SECOND = 1_000_000_000;
    private static final Duration EVERY = Duration.ofNanos(SECOND);
    private static final double NEAR = 0.1;

    @Override
    public Statement statement() {
        return new Statement(
                "kaazing-bytes",
                "Polling costs 871 bytes of headers a message, WebSocket 2; for 100,000 clients and"
                        + " a message a second that is 665 Mbps against 1.5.",
                "Peter Lubbers and Frank Greco (Kaazing), \"HTML5 Web Sockets: A Quantum Leap in"
                        + " Scalability for the Web\", 2010, websocket.org/quantum.html");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(11);
    }

    @Override
    public Finding test(Bench bench) throws IOException, InterruptedException {
        bench.tell("one message, byte by byte");
        Single single = single(bench);
        bench.tell("%d clients on each of two wires".formatted(SMALL_CROWD));
        Rate small = crowd(bench, SMALL_CROWD);
        bench.tell("%d clients on each of two wires".formatted(LARGE_CROWD));
        Rate large = crowd(bench, LARGE_CROWD);
        return judge(single, small, large);
    }

    /// One message on each wire. Of polls what is not the answer's body, as the article counts.
    private static Single single(Bench bench) throws IOException {
        Guest reader = bench.guest();
        String browser = BrowserHeaders.of(bench.http()) + reader.bearer();
        try (Speaker speaker = bench.speaker();
                ShortPollFeed bare =
                        new ShortPollFeed(bench.http(), reader.bearer(), Duration.ZERO);
                ShortPollFeed dressed = new ShortPollFeed(bench.http(), browser, Duration.ZERO);
                WebSocketFeed socket = new WebSocketFeed(bench.http(), reader)) {
            speaker.say(reader.address(), Texts.of(TEXT));
            Exchange poll = kept(bench, "poll", bare.poll());
            Exchange browserPoll = kept(bench, "browser-poll", dressed.poll());
            long before = socket.wire().received();
            WebSocketFeed.Frame frame = socket.frame();
            long frameBytes = socket.wire().received() - before;
            bench.keep("websocket-payload", frame.payload());
            speaker.say(reader.address(), Texts.of(LONG_TEXT));
            WebSocketFeed.Frame longer = socket.frame();
            return new Single(
                    poll.overhead(),
                    browserPoll.overhead(),
                    reader.bearer().length(),
                    frame.header(),
                    frameBytes,
                    longer.header());
        }
    }

    private static Exchange kept(Bench bench, String name, Exchange exchange) throws IOException {
        bench.keep(name + "-request", exchange.request());
        bench.keep(name + "-answer-head", exchange.head());
        bench.keep(name + "-answer-body", exchange.body());
        return exchange;
    }

    /// Headers and framing in a second for each client of a crowd.
    private static Rate crowd(Bench bench, int clients) throws IOException, InterruptedException {
        List<Reader> readers = new ArrayList<>();
        String headers = BrowserHeaders.of(bench.http());
        try (Speaker speaker = bench.speaker()) {
            List<ShortPollFeed> polls = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String token = bench.guest().bearer();
                polls.add(new ShortPollFeed(bench.http(), headers + token, EVERY));
                readers.add(new Reader(new WebSocketFeed(bench.http(), bench.guest())));
            }
            long start = System.nanoTime() + SECOND;
            for (int i = 0; i < clients; i++) {
                polls.get(i).startAt(start + i * SECOND / clients);
                readers.add(new Reader(polls.get(i)));
            }
            // One message before the first poll, so that every poll that is counted brings one.
            Pace.until(start - SECOND / 2);
            speaker.say(Speaker.ALL, Texts.of(TEXT));
            Pace.until(start);
            Reading before = bench.meters();
            for (int i = 0; i < SECONDS; i++) {
                Pace.until(start + i * SECOND + SECOND / 2);
                speaker.say(Speaker.ALL, Texts.of(TEXT));
            }
            Pace.until(start + SECONDS * SECOND);
            Reading after = bench.meters();
            return new Rate(
                    clients,
                    perClientSecond(
                            before,
                            after,
                            clients,
                            "short-poll",
                            "request",
                            "response",
                            "empty-poll"),
                    perClientSecond(before, after, clients, "websocket", "framing"),
                    after.row("short-poll").since(before.row("short-poll")),
                    after.row("websocket").since(before.row("websocket")));
        } finally {
            for (Reader reader : readers) {
                reader.close();
            }
        }
    }

    private static double perClientSecond(
            Reading before, Reading after, int clients, String transport, String... lines)
            throws IOException {
        Meters moved = after.row(transport).since(before.row(transport));
        Ledger ledger = moved.ledger();
        if (ledger == null) {
            throw new IOException("the lab keeps no ledger");
        }
        double bytes = 0;
        for (String line : lines) {
            bytes += ledger.in().getOrDefault(line, 0L) + ledger.out().getOrDefault(line, 0L);
        }
        return bytes / clients / (moved.stampNanos() / 1e9);
    }

    private static Finding judge(Single single, Rate small, Rate large) {
        Verdict verdict = verdict(single.poll, single.browserPoll, single.frame);
        return new Finding(
                verdict,
                verdict == Verdict.HOLDS_ONLY_WHEN
                        ? "polls carry a browser's headers, every poll brings one message, and"
                                + " neither payload nor TCP's and IP's headers are counted"
                        : "",
                measured(single, large),
                scaling(small, large),
                why(single, large),
                figures(single, small, large));
    }

    /// @param poll headers of a poll with as few of them as can be, in bytes
    /// @param browserPoll headers of one as a browser sends it, in bytes
    /// @param frame header of a WebSocket frame, in bytes
    static Verdict verdict(int poll, int browserPoll, int frame) {
        if (frame != CLAIMED_FRAME || browserPoll < CLAIMED_POLL * (1 - NEAR)) {
            return Verdict.DOES_NOT_HOLD;
        }
        return isNear(poll) && isNear(browserPoll) ? Verdict.HOLDS : Verdict.HOLDS_ONLY_WHEN;
    }

    private static boolean isNear(int bytes) {
        return Math.abs(bytes - CLAIMED_POLL) <= NEAR * CLAIMED_POLL;
    }

    private static String measured(Single single, Rate large) {
        return ("A poll that brings one message has %d bytes of headers with what it needs (%d of them"
                        + " the token) and %d as a browser sends it; a WebSocket frame has %d around a"
                        + " text of %d bytes and %d around one of %d. With %d clients and a message a"
                        + " second: %s Mbps of headers against %s of framing, and with all that goes"
                        + " over the sockets %s against %s, for 100,000 clients.")
                .formatted(
                        single.poll,
                        single.token,
                        single.browserPoll,
                        single.frame,
                        TEXT,
                        single.longFrame,
                        LONG_TEXT,
                        large.clients,
                        Numbers.plain(mbps(large.headers)),
                        Numbers.plain(mbps(large.framing)),
                        Numbers.plain(mbps(large.all(large.polls))),
                        Numbers.plain(mbps(large.all(large.sockets))));
    }

    private static String scaling(Rate small, Rate large) {
        return ("From %d clients to 100,000, in proportion: a client's headers in a second were %s bytes"
                        + " at %d clients and %s at %d. Mbps are of 2^20 bits, as the article's are"
                        + " (871 × 100,000 × 8 / 2^20 = 664.5).")
                .formatted(
                        large.clients,
                        Numbers.plain(small.headers),
                        small.clients,
                        Numbers.plain(large.headers),
                        large.clients);
    }

    private static String why(Single single, Rate large) {
        int poll = single.browserPoll + 2 * Segments.HEADERS;
        int frame = single.frame + Segments.HEADERS;
        return ("The 871 bytes are the headers of one Firefox of 2009 with nine cookies; the 2 hold up to"
                        + " a payload of 125 bytes, then 4, from 64 KiB on 10 (RFC 6455 §5.2). A message"
                        + " itself costs the same on both: with it the ratio falls from %s to %s. With the"
                        + " headers of TCP and IP (%d bytes a segment, estimated) it is %d bytes against"
                        + " %d. Messages that come together share a poll, and a poll that brings none"
                        + " costs as much.")
                .formatted(
                        Numbers.plain(large.headers / large.framing),
                        Numbers.plain(large.all(large.polls) / large.all(large.sockets)),
                        Segments.HEADERS,
                        poll,
                        frame);
    }

    private static List<Figure> figures(Single single, Rate small, Rate large) {
        return List.of(
                new Figure("claimed headers of a poll", CLAIMED_POLL, "bytes"),
                new Figure("headers of a poll, as few as can be", single.poll, "bytes"),
                new Figure("headers of a poll, as a browser sends it", single.browserPoll, "bytes"),
                new Figure("token header in both", single.token, "bytes"),
                new Figure("claimed frame header", CLAIMED_FRAME, "bytes"),
                new Figure("frame header, short text", single.frame, "bytes"),
                new Figure("frame, short text", single.frameBytes, "bytes"),
                new Figure("frame header, longer text", single.longFrame, "bytes"),
                new Figure("headers, small crowd", small.headers, "bytes/s a client"),
                new Figure("headers, large crowd", large.headers, "bytes/s a client"),
                new Figure("framing, large crowd", large.framing, "bytes/s a client"),
                new Figure("all bytes of polls", large.all(large.polls), "bytes/s a client"),
                new Figure("all bytes of WebSockets", large.all(large.sockets), "bytes/s a client"),
                new Figure("claimed for polls of 100,000", CLAIMED_POLL_MBPS, "Mbps"),
                new Figure("headers of polls of 100,000", mbps(large.headers), "Mbps"),
                new Figure("framing of 100,000", mbps(large.framing), "Mbps"));
    }

    private static double mbps(double bytesPerClientSecond) {
        return bytesPerClientSecond * CLAIMED_CLIENTS * 8 / MEBIBIT;
    }

    /// @param poll headers of a poll that has no more of them than it needs
    /// @param browserPoll headers of a poll as a browser sends it
    /// @param token the part of both that shows who it is
    /// @param frame header of a WebSocket frame with a message
    /// @param frameBytes all of that frame
    /// @param longFrame header of one with a longer text
    private record Single(
            int poll, int browserPoll, int token, int frame, long frameBytes, int longFrame) {}

    private record Rate(int clients, double headers, double framing, Meters polls, Meters sockets) {
        double all(Meters meters) {
            return (meters.bytesIn() + meters.bytesOut())
                    / (double) clients
                    / (meters.stampNanos() / 1e9);
        }
    }
}
