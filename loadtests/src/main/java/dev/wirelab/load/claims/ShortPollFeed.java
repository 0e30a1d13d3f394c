package dev.wirelab.load.claims;

import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Short polling on one kept-alive connection, at even intervals.
final class ShortPollFeed implements Feed {
    private final HttpWire http;
    private final String headers;
    private final long interval;
    private final AtomicLong requests = new AtomicLong();
    private String cursor;
    private long due;

    /// @param headers what the requests carry besides `Host`, the token among it
    ShortPollFeed(InetSocketAddress address, String headers, Duration interval) throws IOException {
        this.http = new HttpWire(address);
        this.headers = headers;
        this.interval = interval.toNanos();
        this.cursor = EventReader.poll(http.get("/poll/short", headers).body()).cursor();
        this.due = System.nanoTime();
    }

    /// Tells when the first poll is due, before any is taken; otherwise it is at once.
    void startAt(long nanos) {
        due = nanos;
    }

    /// A poll and its answer, at once.
    Exchange poll() throws IOException {
        requests.incrementAndGet();
        Exchange exchange = http.get("/poll/short?after=" + cursor, headers);
        cursor = EventReader.poll(exchange.body()).cursor();
        return exchange;
    }

    @Override
    public Take take() throws IOException, InterruptedException {
        Pace.until(due);
        due += interval;
        Exchange exchange = poll();
        PollAnswer answer = EventReader.poll(exchange.body());
        return Take.of(exchange.doneNanos(), answer.events());
    }

    @Override
    public Wire wire() {
        return http.wire();
    }

    @Override
    public long requests() {
        return requests.get();
    }
}
