package dev.wirelab.load.run;

import dev.wirelab.load.measure.Stamp;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The requests that a responder has not answered yet. Safe for use by any number of threads.
final class PendingQuestions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Question> pending = new ArrayDeque<>();
    private CompletableFuture<Void> present = new CompletableFuture<>();

    /// @param nanos when it arrived, on the monotonic clock: its answer is due then
    record Question(Stamp stamp, long nanos) {}

    void put(Question question) {
        CompletableFuture<Void> now;
        lock.lock();
        try {
            pending.add(question);
            now = present;
        } finally {
            lock.unlock();
        }
        now.complete(null);
    }

    @Nullable Question take() {
        lock.lock();
        try {
            Question first = pending.poll();
            if (pending.isEmpty() && present.isDone()) {
                present = new CompletableFuture<>();
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /// Done when there is one.
    CompletableFuture<Void> present() {
        lock.lock();
        try {
            return pending.isEmpty() ? present : CompletableFuture.completedFuture(null);
        } finally {
            lock.unlock();
        }
    }
}
