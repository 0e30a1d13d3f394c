package dev.wirelab.load.claims;

import dev.wirelab.load.claims.KaazingBytesFinding.Rate;
import dev.wirelab.load.claims.KaazingBytesFinding.Single;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.Meters;
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
    /// A stock message of the article: "only about 20 characters long".
    static final int TEXT = 20;

    static final int LONG_TEXT = 64;
    private static final int SMALL_CROWD = 25;
    private static final int LARGE_CROWD = 100;
    private static final int SECONDS = 4;
    private static final long SECOND = 1_000_000_000;
    private static final Duration EVERY = Duration.ofNanos(SECOND);

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
        return new KaazingBytesFinding(single, small, large).finding();
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
}
