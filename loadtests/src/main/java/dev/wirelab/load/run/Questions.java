package dev.wirelab.load.run;

import dev.wirelab.load.measure.Stamp;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a speaker was asked and has not answered yet. Safe for use by any number of threads.
final class Questions {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Question> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> present = new CompletableFuture<>();

    /// @param nanos when it was here, on the monotonic clock: its answer is due then
    record Question(Stamp stamp, long nanos) {}

    void put(Question question) {
        CompletableFuture<Void> now;
        lock.lock();
        try {
            waiting.add(question);
            now = present;
        } finally {
            lock.unlock();
        }
        now.complete(null);
    }

    @Nullable Question take() {
        lock.lock();
        try {
            Question first = waiting.poll();
            if (waiting.isEmpty() && present.isDone()) {
                present = new CompletableFuture<>();
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    boolean isPresent() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Done when there is one.
    CompletableFuture<Void> present() {
        lock.lock();
        try {
            return waiting.isEmpty() ? present : CompletableFuture.completedFuture(null);
        } finally {
            lock.unlock();
        }
    }
}
