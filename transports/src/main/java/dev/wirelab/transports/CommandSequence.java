package dev.wirelab.transports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Executes the commands of one connection in the order in which they were sent, and answers them
/// in that order, even if they complete in another.
///
/// A command that appends to the log starts without waiting for the commands before it. A command
/// that needs their results (a query, a log-in) starts when they have been answered, and later
/// commands start when it has been answered. Commands that complete at once are never queued.
///
/// Commands are added by one thread at a time; they complete on any thread.
final class CommandSequence {
    /// The number of unanswered commands at which the connection's input is no longer read.
    private static final int MAX_PENDING = 256;

    private final Runnable onRoom;
    private final Queue<Step<?>> added = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingCount = new AtomicInteger();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean isBlocked;

    // Used only by the thread that drains.
    private final Deque<Step<?>> queued = new ArrayDeque<>(0);
    private final Deque<Step<?>> started = new ArrayDeque<>(0);

    private static final class Step<T> {
        private final Supplier<CompletionStage<T>> execute;
        private final boolean isAlone;
        private final BiConsumer<@Nullable T, @Nullable Throwable> answer;
        private @Nullable CompletableFuture<T> result;

        Step(
                Supplier<CompletionStage<T>> execute,
                boolean isAlone,
                BiConsumer<@Nullable T, @Nullable Throwable> answer) {
            this.execute = execute;
            this.isAlone = isAlone;
            this.answer = answer;
        }

        void start(Runnable onComplete) {
            CompletableFuture<T> stage;
            try {
                stage = execute.get().toCompletableFuture();
            } catch (RuntimeException failure) {
                stage = CompletableFuture.failedFuture(failure);
            }
            result = stage;
            if (!stage.isDone()) {
                var _ = stage.whenComplete((_, _) -> onComplete.run());
            }
        }

        boolean isDone() {
            return result != null && result.isDone();
        }

        void answer() {
            CompletableFuture<T> complete = Objects.requireNonNull(result);
            T value = null;
            Throwable failure = null;
            try {
                value = complete.join();
            } catch (CompletionException e) {
                failure = e;
            }
            answer.accept(value, failure);
        }
    }

    /// @param onRoom called when there is room again, or nothing is pending any more; on any thread
    CommandSequence(Runnable onRoom) {
        this.onRoom = onRoom;
    }

    /// Adds a command.
    ///
    /// @param execute starts the command
    /// @param isAlone whether it runs alone: after the answers to all commands before it, and
    ///   before all commands after it
    /// @param answer receives its result or its failure, after the answers to all commands before
    ///   it
    <T> void add(
            Supplier<CompletionStage<T>> execute,
            boolean isAlone,
            BiConsumer<@Nullable T, @Nullable Throwable> answer) {
        Step<T> step = new Step<>(execute, isAlone, answer);
        if (pendingCount.get() == 0) {
            step.start(this::drain);
            if (step.isDone()) {
                step.answer();
                return;
            }
        }
        if (isAlone) {
            isBlocked = true;
        }
        pendingCount.incrementAndGet();
        added.add(step);
        drain();
    }

    /// Whether another command may be added now.
    boolean hasRoom() {
        return !isBlocked && pendingCount.get() < MAX_PENDING;
    }

    /// Whether all commands have been answered.
    boolean isIdle() {
        return pendingCount.get() == 0;
    }

    private void drain() {
        if (wakeUps.getAndIncrement() != 0) {
            return;
        }
        boolean answered = false;
        int seen = 1;
        do {
            for (Step<?> step = added.poll(); step != null; step = added.poll()) {
                queued.add(step);
            }
            answered |= advance();
            seen = wakeUps.addAndGet(-seen);
        } while (seen != 0);
        if (answered) {
            onRoom.run();
        }
    }

    /// Starts the commands that may start, and answers those that are complete.
    private boolean advance() {
        boolean answered = false;
        boolean progress = true;
        while (progress) {
            progress = false;
            Step<?> next = queued.peek();
            if (next != null && mayStart(next)) {
                queued.remove();
                started.add(next);
                if (next.result == null) {
                    next.start(this::drain);
                }
                progress = true;
            }
            Step<?> first = started.peek();
            if (first != null && first.isDone()) {
                started.remove();
                first.answer();
                if (first.isAlone) {
                    isBlocked = false;
                }
                pendingCount.decrementAndGet();
                answered = true;
                progress = true;
            }
        }
        return answered;
    }

    private boolean mayStart(Step<?> step) {
        Step<?> last = started.peekLast();
        return last == null || !(step.isAlone || last.isAlone);
    }
}
