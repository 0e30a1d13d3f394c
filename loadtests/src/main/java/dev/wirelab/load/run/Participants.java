package dev.wirelab.load.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How many of a run's sessions have come how far. Safe for use by any number of threads.
final class Participants {
    private final int all;
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger endedEarly = new AtomicInteger();
    private final CompletableFuture<Void> allReady = new CompletableFuture<>();
    private final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    private final CompletableFuture<Void> allLeft = new CompletableFuture<>();
    private volatile @Nullable String firstEnding;

    Participants(int all) {
        this.all = all;
    }

    int count() {
        return all;
    }

    /// A reader reads, or a speaker can speak.
    void oneReady() {
        count(ready, allReady);
    }

    /// One has come to its end.
    ///
    /// @param reason why it ended before it should have, or null
    void oneEnded(@Nullable String reason) {
        if (reason != null) {
            endedEarly.incrementAndGet();
            if (firstEnding == null) {
                firstEnding = reason;
            }
        }
        count(ended, allEnded);
    }

    /// One has disconnected and logged out, or cannot.
    void oneLeft() {
        count(left, allLeft);
    }

    private void count(AtomicInteger counter, CompletableFuture<Void> allThere) {
        if (counter.incrementAndGet() == all) {
            allThere.complete(null);
        }
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

    CompletableFuture<Void> allReady() {
        return allReady;
    }

    CompletableFuture<Void> allEnded() {
        return allEnded;
    }

    CompletableFuture<Void> allLeft() {
        return allLeft;
    }
}
