package dev.wirelab.load.client;

import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Long or short polling on one kept-alive connection.
public final class PollingClient implements EventClient {
    /// How long a lab holds a poll by default, in seconds.
    public static final int DEFAULT_WAIT = 25;

    private final GetConnection http;
    private final String path;
    private final String parameters;
    private final String headers;
    private final Duration interval;
    private final AtomicLong requests = new AtomicLong();
    private String cursor;
    private long due = System.nanoTime();

    private PollingClient(
            GetConnection http, String path, String parameters, String headers, Duration interval)
            throws IOException {
        this.http = http;
        this.path = path;
        this.parameters = parameters;
        this.headers = headers;
        this.interval = interval;
        this.cursor = EventReader.poll(http.get(path, headers).body()).cursor();
    }

    /// Long polling with the lab's default wait.
    public static PollingClient longPolling(InetSocketAddress address, ClientSession session)
            throws IOException {
        return longPolling(address, session, DEFAULT_WAIT);
    }

    /// Long polling: each poll follows immediately on the previous answer.
    ///
    /// @param waitSeconds how long the lab may hold a poll
    public static PollingClient longPolling(
            InetSocketAddress address, ClientSession session, int waitSeconds) throws IOException {
        return longPolling(new HttpClientConnection(address), session, waitSeconds);
    }

    /// Long polling over HTTP/2, with the lab's default wait.
    public static PollingClient longPolling(Http2ClientConnection http, ClientSession session)
            throws IOException {
        return longPolling(http, session, DEFAULT_WAIT);
    }

    private static PollingClient longPolling(
            GetConnection http, ClientSession session, int waitSeconds) throws IOException {
        String parameters = "&wait=" + waitSeconds;
        return new PollingClient(http, "/poll/long", parameters, session.bearer(), Duration.ZERO);
    }

    /// Short polling at a fixed rate.
    ///
    /// @param headers of each request in addition to `Host`, including the token's
    public static PollingClient shortPolling(
            InetSocketAddress address, String headers, Duration interval) throws IOException {
        return new PollingClient(
                new HttpClientConnection(address), "/poll/short", "", headers, interval);
    }

    /// Sets the time of the first poll, which otherwise is due immediately.
    public void startAt(long nanos) {
        due = nanos;
    }

    @Override
    public Arrival next() throws IOException, InterruptedException {
        MonotonicTime.sleepUntil(due);
        due += interval.toNanos();
        requests.incrementAndGet();
        RawExchange exchange = http.get(path + "?after=" + cursor + parameters, headers);
        PollResponse answer = EventReader.poll(exchange.body());
        cursor = answer.cursor();
        return Arrival.of(exchange, answer.events());
    }

    @Override
    public CountedSocket socket() {
        return http.socket();
    }

    @Override
    public long requests() {
        return requests.get();
    }
}
