package dev.wirelab.transports.redis;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The facts of this process that it has not applied yet, in their order, and who waits for the
/// position of the log's end. Safe for use by any number of threads.
final class PendingAppends {
    /// How long a fact may take until it is refused; what became of it is unknown then.
    static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final int MAX_FACTS = 100_000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final int BATCH_FACTS = 1000;
    private static final long BATCH_BYTES = 1024L * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final NavigableMap<Long, Append> appends = new TreeMap<>();
    private List<CompletableFuture<StreamId>> ends = new ArrayList<>();
    private long bytes;
    private long latest;
    private long sent;
    private boolean closed;

    /// A fact on its way to the log.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Append(byte[] value, long since, CompletableFuture<Long> answer) {}

    /// What is to be sent in one round trip.
    ///
    /// @param numbers the numbers of the facts
    /// @param values the facts, stamped
    /// @param ends complete with the id of the stream's last entry
    record Batch(List<Long> numbers, List<byte[]> values, List<CompletableFuture<StreamId>> ends) {
        boolean isEmpty() {
            return numbers.isEmpty() && ends.isEmpty();
        }
    }

    /// Adds a fact.
    ///
    /// @return completes when this process has applied it; with `unavailable` if too many wait
    CompletionStage<Long> add(long process, byte[] fact) {
        CompletableFuture<Long> answer = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed || appends.size() >= MAX_FACTS || bytes >= MAX_BYTES) {
                return CompletableFuture.failedStage(unavailable());
            }
            long number = ++latest;
            byte[] value = new StampedFact(process, number, fact).encode();
            bytes += value.length;
            appends.put(number, new Append(value, System.nanoTime(), answer));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return answer;
    }

    /// Asks for the id of the stream's last entry.
    CompletionStage<StreamId> end() {
        CompletableFuture<StreamId> end = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedStage(unavailable());
            }
            ends.add(end);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return end;
    }

    /// Waits for facts that are to be sent, or for someone who asks for the end.
    ///
    /// @return empty if there are none in time, or after [#close]
    Batch take(Duration atMost) throws InterruptedException {
        List<Long> numbers = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (appends.higherKey(sent) == null && ends.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            long size = 0;
            for (var each : appends.tailMap(sent, false).entrySet()) {
                if (numbers.size() == BATCH_FACTS || size >= BATCH_BYTES) {
                    break;
                }
                numbers.add(each.getKey());
                values.add(each.getValue().value());
                size += each.getValue().value().length;
            }
            if (!numbers.isEmpty()) {
                sent = numbers.getLast();
            }
            List<CompletableFuture<StreamId>> taken = ends;
            ends = new ArrayList<>();
            return new Batch(numbers, values, taken);
        } finally {
            lock.unlock();
        }
    }

    /// Everything that has not been applied is to be sent again.
    void resend() {
        lock.lock();
        try {
            sent = 0;
        } finally {
            lock.unlock();
        }
    }

    /// Removes a fact.
    ///
    /// @return what to complete, unless it was removed before
    @Nullable CompletableFuture<Long> remove(long number) {
        lock.lock();
        try {
            Append removed = appends.remove(number);
            return removed == null ? null : removed(removed);
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<Long> removed(Append append) {
        bytes -= append.value().length;
        return append.answer();
    }

    /// Refuses a fact.
    void refuse(long number) {
        CompletableFuture<Long> answer = remove(number);
        if (answer != null) {
            answer.completeExceptionally(unavailable());
        }
    }

    /// Refuses the facts that have waited too long.
    void expire() {
        long now = System.nanoTime();
        List<CompletableFuture<Long>> expired = new ArrayList<>();
        lock.lock();
        try {
            for (var first = appends.firstEntry();
                    first != null && now - first.getValue().since() > MAX_WAIT.toNanos();
                    first = appends.firstEntry()) {
                appends.pollFirstEntry();
                expired.add(removed(first.getValue()));
            }
        } finally {
            lock.unlock();
        }
        expired.forEach(answer -> answer.completeExceptionally(unavailable()));
    }

    /// Fails everyone who asks for the end.
    void failEnds() {
        List<CompletableFuture<StreamId>> failed;
        lock.lock();
        try {
            failed = ends;
            ends = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        failed.forEach(end -> end.completeExceptionally(unavailable()));
    }

    /// Refuses all facts, and those that are added later.
    void close() {
        List<CompletableFuture<Long>> refused = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            appends.values().forEach(append -> refused.add(removed(append)));
            appends.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        refused.forEach(answer -> answer.completeExceptionally(unavailable()));
        failEnds();
    }

    /// The refusal of what needs the log while it is away.
    static Refusal unavailable() {
        return new Refusal(
                ErrorCode.UNAVAILABLE,
                "the lab cannot reach its log; whether this was done is unknown");
    }
}
