package dev.wirelab.load.fanout;

import dev.wirelab.core.wire.Address;
import dev.wirelab.load.gatling.Rows;
import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.transport.LoadProtocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the virtual users of one run share with each other and with the [Conductor]. Safe for use
/// by any number of threads.
final class FanOutRun {
    private final RunSpec spec;
    private final LoadProtocol protocol;
    private final Latencies latencies = new Latencies();
    private final Rows rows;
    private final Publisher publisher;
    private final List<Reader> readers;
    private final AtomicInteger nextReader = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger endedEarly = new AtomicInteger();
    private final AtomicLong warmUpArrivals = new AtomicLong();
    private final AtomicLong measuredArrivals = new AtomicLong();
    private final CompletableFuture<Void> allReady = new CompletableFuture<>();
    private final CompletableFuture<Void> warmedUp = new CompletableFuture<>();
    private final CompletableFuture<Void> allDelivered = new CompletableFuture<>();
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    private final CompletableFuture<Void> allLeft = new CompletableFuture<>();
    private final CompletableFuture<Long> warmUpBegins = new CompletableFuture<>();
    private final CompletableFuture<Long> measuringBegins = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean measuring;
    private volatile @Nullable String firstEnding;

    FanOutRun(RunSpec spec, LoadProtocol protocol) {
        this.spec = spec;
        this.protocol = protocol;
        FanOut workload = spec.workload();
        this.rows = new Rows(workload.expected() + workload.messages(), latencies, () -> measuring);
        this.publisher = new Publisher(spec, protocol.speakerWaits(), latencies, rows);
        this.readers =
                IntStream.range(0, workload.readers())
                        .mapToObj(index -> new Reader(this, index))
                        .toList();
        if (workload.warmUpMessages() == 0) {
            warmedUp.complete(null);
        }
    }

    RunSpec spec() {
        return spec;
    }

    LoadProtocol protocol() {
        return protocol;
    }

    Latencies latencies() {
        return latencies;
    }

    Rows rows() {
        return rows;
    }

    Publisher publisher() {
        return publisher;
    }

    Address.Group group() {
        return new Address.Group(spec.groupName());
    }

    /// The next reader that no virtual user is yet.
    Reader takeReader() {
        return readers.get(nextReader.getAndIncrement());
    }

    /// A reader reads, or the publisher is in the group.
    void participantReady() {
        if (ready.incrementAndGet() == participants()) {
            allReady.complete(null);
        }
    }

    /// A measured message came for the first time.
    void delivered(Stamp stamp, long nanos) {
        latencies.record(Quantity.DELIVERY, nanos - stamp.intendedNanos());
        latencies.record(
                Quantity.DELIVERY_FROM_SENT, nanos - publisher.sentNanos(stamp.sequence()));
        rows.write("delivery", stamp.intendedNanos(), nanos);
    }

    /// A message came for the first time and has been entered everywhere.
    void counted(Phase phase) {
        FanOut workload = spec.workload();
        switch (phase) {
            case WARM_UP -> {
                long all = (long) workload.warmUpMessages() * workload.readers();
                if (warmUpArrivals.incrementAndGet() == all) {
                    warmedUp.complete(null);
                }
            }
            case MEASURED -> {
                if (measuredArrivals.incrementAndGet() == workload.expected()) {
                    allDelivered.complete(null);
                }
            }
            case END -> {}
        }
    }

    /// A participant has come to its end.
    ///
    /// @param reason why it ended before it should have, or null
    void participantEnded(@Nullable String reason) {
        if (reason != null) {
            endedEarly.incrementAndGet();
            if (firstEnding == null) {
                firstEnding = reason;
            }
        }
        if (ended.incrementAndGet() == participants()) {
            allEnded.complete(null);
        }
    }

    /// A participant has disconnected and logged out, or cannot.
    void participantLeft() {
        if (left.incrementAndGet() == participants()) {
            allLeft.complete(null);
        }
    }

    private int participants() {
        return spec.workload().readers() + 1;
    }

    int readyCount() {
        return ready.get();
    }

    int endedEarly() {
        return endedEarly.get();
    }

    @Nullable String firstEnding() {
        return firstEnding;
    }

    long measuredArrivals() {
        return measuredArrivals.get();
    }

    /// What all readers got so far.
    Tally tally() {
        // Every first arrival was counted after it was entered, so this read sees them entered.
        long _ = measuredArrivals.get();
        return readers.stream().map(Reader::tally).reduce(Tally.NONE, Tally::plus);
    }

    void setMeasuring(boolean now) {
        measuring = now;
    }

    CompletableFuture<Void> allReady() {
        return allReady;
    }

    /// When the first warm-up message is due, on the monotonic clock.
    CompletableFuture<Long> warmUpBegins() {
        return warmUpBegins;
    }

    CompletableFuture<Void> warmedUp() {
        return warmedUp;
    }

    /// When the first measured message is due, on the monotonic clock.
    CompletableFuture<Long> measuringBegins() {
        return measuringBegins;
    }

    CompletableFuture<Void> allDelivered() {
        return allDelivered;
    }

    CompletableFuture<Void> over() {
        return over;
    }

    CompletableFuture<Void> allLeft() {
        return allLeft;
    }

    CompletableFuture<Void> allEnded() {
        return allEnded;
    }
}
