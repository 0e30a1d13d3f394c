package dev.wirelab.load.claims;

import dev.wirelab.load.wire.EventReader;
import dev.wirelab.load.wire.PollAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/// Long polling on one kept-alive connection, the next poll as soon as the last is answered.
final class LongPollFeed implements Feed {
    private final HttpWire http;
    private final Guest guest;
    private final int wait;
    private final AtomicLong requests = new AtomicLong();
    private String cursor;

    /// @param wait seconds for which the lab may hold a poll
    LongPollFeed(InetSocketAddress address, Guest guest, int wait) throws IOException {
        this.http = new HttpWire(address);
        this.guest = guest;
        this.wait = wait;
        this.cursor = EventReader.poll(http.get("/poll/long", guest.bearer()).body()).cursor();
    }

    /// A poll and its answer.
    Exchange poll() throws IOException {
        requests.incrementAndGet();
        Exchange exchange =
                http.get("/poll/long?after=%s&wait=%d".formatted(cursor, wait), guest.bearer());
        cursor = EventReader.poll(exchange.body()).cursor();
        return exchange;
    }

    @Override
    public Take take() throws IOException {
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
