package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.EventClient;
import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.client.PollingClient;
import dev.wirelab.load.client.Publisher;
import dev.wirelab.load.client.RawExchange;
import dev.wirelab.load.client.ReaderGroup;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.measure.LabMeters;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.TcpSegments;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The cost of headers: the article from which "871 bytes against 2" is quoted.
///
/// First, one message of 20 bytes is received over a short poll and over a WebSocket, and its bytes
/// are counted. Then many clients poll once a second, as many have a WebSocket, and one message a
/// second is published to all of them. The lab's ledger says how many bytes were headers and
/// framing.
final class KaazingBytes {
    static final Claim CLAIM =
            new Claim(
                    "kaazing-bytes",
                    Duration.ofSeconds(11),
                    context -> experiment(context, 25, 100, 4));

    private static final int CLAIMED_POLL = 871;
    private static final int CLAIMED_FRAME = 2;
    private static final int CLAIMED_CLIENTS = 100_000;

    /// The unit of the article's "Mbps": 871 × 100,000 × 8 / 2^20 = 664.5.
    private static final double MEBIBIT = 1 << 20;

    /// Two numbers count as equal if they differ by at most this share.
    private static final double TOLERANCE = 0.1;

    /// The article's message, a stock price, is "only about 20 characters long".
    private static final int TEXT = 20;

    private static final int LONG_TEXT = 64;
    private static final long SECOND = 1_000_000_000;

    private KaazingBytes() {}

    /// @param few and `many`: numbers of clients that are measured
    /// @param seconds for which each of them is measured
    static Finding experiment(ExperimentContext context, int few, int many, int seconds)
            throws IOException, InterruptedException {
        Measurements measured = new Measurements();
        context.phase("counting the bytes of one message");
        countOne(context, measured);
        context.phase("%d polling clients and %d WebSockets".formatted(few, few));
        countMany(context, measured, "few", few, seconds);
        context.phase("%d polling clients and %d WebSockets".formatted(many, many));
        countMany(context, measured, "many", many, seconds);
        return finding(measured);
    }

    /// Counts the bytes of one message over each connection.
    private static void countOne(ExperimentContext context, Measurements measured)
            throws IOException, InterruptedException {
        ClientSession reader = context.session();
        InetSocketAddress http = context.http();
        String browser = browserHeaders(http) + reader.bearer();
        try (EventClient minimal =
                        PollingClient.shortPolling(http, reader.bearer(), Duration.ZERO);
                EventClient full = PollingClient.shortPolling(http, browser, Duration.ZERO);
                EventClient socket = new WebSocketClient(http, reader)) {
            context.publisher().send(reader.address(), TEXT);
            RawExchange poll = kept(context, "poll", minimal.next().raw());
            RawExchange browserPoll = kept(context, "browser-poll", full.next().raw());
            RawExchange frame = socket.next().raw();
            context.keep("websocket-payload", frame.body());
            context.publisher().send(reader.address(), LONG_TEXT);
            RawExchange longFrame = socket.next().raw();
            measured.add("claimed poll headers", CLAIMED_POLL, "bytes");
            measured.add("minimal poll headers", poll.overhead(), "bytes");
            measured.add("browser's poll headers", browserPoll.overhead(), "bytes");
            measured.add("token header in both", reader.bearer().length(), "bytes");
            measured.add("claimed frame header", CLAIMED_FRAME, "bytes");
            measured.add("frame header", frame.overhead(), "bytes");
            measured.add("whole frame", frame.bytes(), "bytes");
            measured.add("longer frame's header", longFrame.overhead(), "bytes");
        }
    }

    private static RawExchange kept(ExperimentContext context, String name, RawExchange exchange)
            throws IOException {
        context.keep(name + "-request", exchange.request());
        context.keep(name + "-answer-head", exchange.head());
        context.keep(name + "-answer-body", exchange.body());
        return exchange;
    }

    /// Counts the bytes per second and client of many polling clients and as many WebSockets.
    private static void countMany(
            ExperimentContext context,
            Measurements measured,
            String which,
            int clients,
            int seconds)
            throws IOException, InterruptedException {
        String headers = browserHeaders(context.http());
        try (ReaderGroup readers = new ReaderGroup()) {
            List<PollingClient> polls = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                String all = headers + context.session().bearer();
                polls.add(PollingClient.shortPolling(context.http(), all, Duration.ofSeconds(1)));
                readers.add(new WebSocketClient(context.http(), context.session()));
            }
            long start = System.nanoTime() + SECOND;
            // Spread over a second, so that no poll is due when the meters are read.
            for (int i = 0; i < clients; i++) {
                polls.get(i).startAt(start + Math.round((i + 0.25) * SECOND / clients));
                readers.add(polls.get(i));
            }
            // One message before the first poll, so that each poll of the period delivers one.
            MonotonicTime.sleepUntil(start - SECOND / 2);
            context.publisher().send(Publisher.LOBBY, TEXT);
            MonotonicTime.sleepUntil(start);
            LabMeters before = context.meters();
            for (int i = 0; i < seconds; i++) {
                MonotonicTime.sleepUntil(start + i * SECOND + SECOND / 2);
                context.publisher().send(Publisher.LOBBY, TEXT);
            }
            MonotonicTime.sleepUntil(start + seconds * SECOND);
            LabMeters after = context.meters();
            MeterReadings poll = after.of("short-poll").since(before.of("short-poll"));
            MeterReadings socket = after.of("websocket").since(before.of("websocket"));
            double clientSeconds = clients * poll.stampNanos() / 1e9;
            String unit = "bytes/s per client";
            double pollHeaders = ledger(poll, "request", "response", "empty-poll");
            measured.add(which + " clients", clients, "clients");
            measured.add(which + " clients: poll headers", pollHeaders / clientSeconds, unit);
            measured.add(
                    which + " clients: framing", ledger(socket, "framing") / clientSeconds, unit);
            measured.add(which + " clients: all of polls", bytes(poll) / clientSeconds, unit);
            measured.add(
                    which + " clients: all of WebSockets", bytes(socket) / clientSeconds, unit);
        }
    }

    private static double bytes(MeterReadings meters) {
        return (double) meters.bytesIn() + meters.bytesOut();
    }

    /// Bytes of these classes of the ledger.
    private static double ledger(MeterReadings meters, String... classes) throws IOException {
        Ledger ledger = meters.ledger();
        if (ledger == null) {
            throw new IOException("the lab keeps no ledger");
        }
        return ledger.bytes(classes);
    }

    /// @param poll header bytes of a poll with the fewest headers that the lab accepts
    /// @param browserPoll header bytes of a browser's poll
    /// @param frame header bytes of a WebSocket frame
    /// @param inProportion whether the bytes of many clients can be extrapolated
    static ClaimVerdict verdict(
            double poll, double browserPoll, double frame, boolean inProportion) {
        boolean between =
                poll <= CLAIMED_POLL * (1 + TOLERANCE)
                        && browserPoll >= CLAIMED_POLL * (1 - TOLERANCE);
        if (frame != CLAIMED_FRAME || !between) {
            return ClaimVerdict.DOES_NOT_HOLD;
        }
        if (!inProportion) {
            return ClaimVerdict.INCONCLUSIVE;
        }
        return isNear(poll, CLAIMED_POLL) && isNear(browserPoll, CLAIMED_POLL)
                ? ClaimVerdict.HOLDS
                : ClaimVerdict.HOLDS_ONLY_WHEN;
    }

    private static boolean isNear(double value, double expected) {
        return Math.abs(value - expected) <= TOLERANCE * expected;
    }

    private static Finding finding(Measurements measured) {
        double poll = measured.get("minimal poll headers");
        double browserPoll = measured.get("browser's poll headers");
        double frame = measured.get("frame header");
        boolean inProportion =
                Stream.of("few", "many")
                        .allMatch(it ->
                                isNear(measured.get(it + " clients: poll headers"), browserPoll)
                                        && isNear(measured.get(it + " clients: framing"), frame));
        measured.add("100,000 clients: claimed for polls", 665, "Mbps");
        for (String what :
                List.of("poll headers", "framing", "all of polls", "all of WebSockets")) {
            double bytes = measured.get("many clients: " + what) * CLAIMED_CLIENTS;
            measured.add("100,000 clients: " + what, bytes * 8 / MEBIBIT, "Mbps");
        }
        measured.ratio("ratio of headers", "many clients: poll headers", "many clients: framing");
        measured.ratio(
                "ratio of all bytes",
                "many clients: all of polls",
                "many clients: all of WebSockets");
        int segment = TcpSegments.HEADER_BYTES;
        measured.add("poll headers with TCP/IP (estimated)", browserPoll + 2 * segment, "bytes");
        measured.add("frame header with TCP/IP (estimated)", frame + segment, "bytes");
        measured.word("sent", isNear(poll, CLAIMED_POLL) ? "only the required" : "a browser's");
        return measured.finding(CLAIM, verdict(poll, browserPoll, frame, inProportion));
    }

    /// The headers of a `fetch` from the lab's page in Chromium 156 on Linux, without a cookie;
    /// `Host` and the token are added to them.
    private static String browserHeaders(InetSocketAddress lab) {
        return """
        Connection: keep-alive
        sec-ch-ua-platform: "Linux"
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
        Chrome/156.0.0.0 Safari/537.36
        sec-ch-ua: "Not:A-Brand";v="8", "Chromium";v="156"
        sec-ch-ua-mobile: ?0
        Accept: */*
        Sec-Fetch-Site: same-origin
        Sec-Fetch-Mode: cors
        Sec-Fetch-Dest: empty
        Referer: http://%s:%d/
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: en-US,en;q=0.9
        """
                .formatted(lab.getHostString(), lab.getPort())
                .replace("\n", "\r\n");
    }
}
