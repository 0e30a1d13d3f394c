package dev.wirelab.load.run;

import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Storm;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// The moments at which all readers lose their connections and come back. Safe for use by any
/// number of threads.
final class Storms {
    private final List<State> all;
    private final int readers;
    private final Latencies latencies;

    Storms(int count, int readers, Latencies latencies) {
        this.all = IntStream.range(0, count).mapToObj(_ -> new State()).toList();
        this.readers = readers;
        this.latencies = latencies;
    }

    int count() {
        return all.size();
    }

    /// All connections were lost.
    void cut(int storm, long nanos) {
        all.get(storm).cutNanos.set(nanos);
    }

    /// Done when the readers come back: with the moment at which they were to.
    CompletableFuture<Long> comeBack(int storm) {
        return all.get(storm).comeBack;
    }

    /// A reader reads again.
    void back(int storm) {
        State state = all.get(storm);
        long nanos = System.nanoTime();
        long took = nanos - state.comeBack.getNow(nanos);
        latencies.record(Quantity.RECONNECT, took);
        state.longest.accumulateAndGet(took, Math::max);
        if (state.back.incrementAndGet() == readers) {
            state.allBack.complete(null);
        }
    }

    /// Done when all readers read again after a storm.
    CompletableFuture<Void> allBack(int storm) {
        return all.get(storm).allBack;
    }

    /// A message came; one that was due while its reader was away counts as missed.
    void delivered(long dueNanos, long nanos) {
        for (State state : all) {
            long back = state.comeBack.getNow(Long.MAX_VALUE);
            if (state.cutNanos.get() <= dueNanos && dueNanos < back && back <= nanos) {
                state.missed.increment();
            }
        }
    }

    /// Lets everyone go who waits for a storm that will not be.
    void callOff() {
        all.forEach(state -> state.comeBack.complete(System.nanoTime()));
    }

    List<Storm> results() {
        return all.stream()
                .filter(state -> state.cutNanos.get() != Long.MAX_VALUE)
                .map(state ->
                        new Storm(
                                readers,
                                state.back.get(),
                                TimeUnit.NANOSECONDS.toMicros(state.longest.get()),
                                state.missed.sum()))
                .toList();
    }

    private static final class State {
        private final AtomicLong cutNanos = new AtomicLong(Long.MAX_VALUE);
        private final CompletableFuture<Long> comeBack = new CompletableFuture<>();
        private final CompletableFuture<Void> allBack = new CompletableFuture<>();
        private final AtomicInteger back = new AtomicInteger();
        private final AtomicLong longest = new AtomicLong();
        private final LongAdder missed = new LongAdder();
    }
}
