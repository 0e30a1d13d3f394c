package dev.wirelab.load.run;

import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.ReconnectStorm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// The moments at which all readers lose their connections and reconnect. Safe for use by any
/// number of threads.
final class Disconnections {
    private static final Duration LATE = Duration.ofSeconds(5);

    private final List<State> all;
    private final int readers;
    private final LatencyRecorder latencies;

    private static final class State {
        private final AtomicLong cutNanos = new AtomicLong(Long.MAX_VALUE);
        private final CompletableFuture<Long> reconnect = new CompletableFuture<>();
        private final CompletableFuture<Void> allBack = new CompletableFuture<>();
        private final AtomicInteger back = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();
        private final LongAdder missed = new LongAdder();
    }

    Disconnections(int count, int readers, LatencyRecorder latencies) {
        this.all = IntStream.range(0, count).mapToObj(_ -> new State()).toList();
        this.readers = readers;
        this.latencies = latencies;
    }

    int count() {
        return all.size();
    }

    /// Cuts the readers' connections when the workload says so and lets them reconnect, on the
    /// calling thread; ends early when it is interrupted. Each cut waits for the readers that the
    /// previous one still keeps away.
    ///
    /// @param startNanos when measuring begins, on the monotonic clock
    void execute(LoadRun run, long startNanos) {
        List<Long> cuts = run.workload.cutsMillis();
        try {
            for (int i = 0; i < cuts.size(); i++) {
                pauseUntil(startNanos + TimeUnit.MILLISECONDS.toNanos(cuts.get(i)));
                if (i > 0) {
                    Pauses.isDone(all.get(i - 1).allBack, LATE);
                }
                run.readers.forEach(ReaderSession::cut);
                // Messages due from now on are missed, and readers are away for the full time,
                // however late this thread is.
                long cut = System.nanoTime();
                all.get(i).cutNanos.set(cut);
                long back = cut + TimeUnit.MILLISECONDS.toNanos(run.workload.awayMillis());
                pauseUntil(back);
                all.get(i).reconnect.complete(back);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pauseUntil(long nanos) throws InterruptedException {
        Pauses.pause(Duration.ofNanos(nanos - System.nanoTime()));
    }

    /// Done when the readers reconnect, with the moment at which they should.
    CompletableFuture<Long> reconnect(int cut) {
        return all.get(cut).reconnect;
    }

    /// A reader receives events again.
    void back(int cut) {
        State state = all.get(cut);
        long nanos = System.nanoTime();
        long took = nanos - state.reconnect.getNow(nanos);
        latencies.record(Quantity.RECONNECT, took);
        state.longest.accumulateAndGet(took, Math::max);
        if (state.back.incrementAndGet() == readers) {
            state.allBack.complete(null);
        }
    }

    /// Counts a message as missed if it was due while its reader was disconnected.
    void delivered(long dueNanos, long nanos) {
        for (State state : all) {
            long back = state.reconnect.getNow(Long.MAX_VALUE);
            if (state.cutNanos.get() <= dueNanos && dueNanos < back && back <= nanos) {
                state.missed.increment();
            }
        }
    }

    /// Releases everyone who waits for a reconnect.
    void cancel() {
        all.forEach(state -> state.reconnect.complete(System.nanoTime()));
    }

    List<ReconnectStorm> results() {
        return all.stream()
                .filter(state -> state.cutNanos.get() != Long.MAX_VALUE)
                .map(state ->
                        new ReconnectStorm(
                                readers,
                                state.back.get(),
                                TimeUnit.NANOSECONDS.toMicros(state.longest.get()),
                                state.missed.sum()))
                .toList();
    }
}
