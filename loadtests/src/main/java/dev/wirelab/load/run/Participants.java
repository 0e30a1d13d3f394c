package dev.wirelab.load.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Counts how many sessions of a run are ready, have ended and have left. Safe for use by any
/// number of threads.
final class Participants {
    final CompletableFuture<Void> allReady = new CompletableFuture<>();
    final CompletableFuture<Void> allEnded = new CompletableFuture<>();
    final CompletableFuture<Void> allLeft = new CompletableFuture<>();

    private final int all;
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger endedEarly = new AtomicInteger();
    private final AtomicReference<@Nullable String> firstEnding = new AtomicReference<>();

    Participants(int all) {
        this.all = all;
    }

    /// A reader reads, or a publisher can publish.
    void oneReady() {
        count(ready, allReady);
    }

    /// A session has ended.
    ///
    /// @param reason why it ended too early, or null
    void oneEnded(@Nullable String reason) {
        if (reason != null) {
            endedEarly.incrementAndGet();
            firstEnding.compareAndSet(null, reason);
        }
        count(ended, allEnded);
    }

    /// A session has disconnected and logged out, or cannot.
    void oneLeft() {
        count(left, allLeft);
    }

    private void count(AtomicInteger counter, CompletableFuture<Void> allThere) {
        if (counter.incrementAndGet() == all) {
            allThere.complete(null);
        }
    }

    int endedEarly() {
        return endedEarly.get();
    }

    @Nullable String firstEnding() {
        return firstEnding.get();
    }

    /// Why not all of them became ready.
    String notReady() {
        String first = firstEnding();
        return "%d of %d virtual users were ready%s"
                .formatted(ready.get(), all, first == null ? "" : "; the first to end: " + first);
    }
}
