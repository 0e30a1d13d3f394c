package dev.wirelab.transports.kit;

import dev.wirelab.core.log.Fact;
import dev.wirelab.core.log.FactCodec;
import dev.wirelab.core.log.Log;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A log that several nodes of one process follow, each at its own pace: every fact reaches each
/// node after a random delay of up to 50 ms, in order. It stores facts as bytes, as a log between
/// machines would.
final class SharedLog implements AutoCloseable {
    private static final long MAX_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final String epoch;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    // Guarded by the lock.
    private final List<Entry> entries = new ArrayList<>();
    private volatile boolean closed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] fact, long at) {}

    /// @param seed makes the epoch; the delays follow from the seed of each node
    SharedLog(long seed) {
        epoch = "s" + Long.toString(seed & Integer.MAX_VALUE, Character.MAX_RADIX);
    }

    /// The access of another node.
    Log node(long seed) {
        return new Node(seed);
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class Node implements Log {
        private final Random random;

        // Guarded by the lock.
        private final Map<Long, CompletableFuture<Long>> appended = new HashMap<>();
        private final List<Sync> syncs = new ArrayList<>();
        private long applied;

        private record Sync(long number, CompletableFuture<Void> done) {}

        Node(long seed) {
            random = new Random(seed);
        }

        @Override
        public String epoch() {
            return epoch;
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public void follow(long after, Follower follower) {
            applied = after;
            Thread.ofPlatform().name("shared-log").daemon().start(() -> run(follower));
        }

        @Override
        public CompletionStage<Long> append(Fact fact) {
            CompletableFuture<Long> answer = new CompletableFuture<>();
            lock.lock();
            try {
                entries.add(new Entry(FactCodec.encode(fact), System.nanoTime()));
                appended.put((long) entries.size(), answer);
                added.signalAll();
            } finally {
                lock.unlock();
            }
            return answer;
        }

        @Override
        public CompletionStage<Void> sync() {
            CompletableFuture<Void> done = new CompletableFuture<>();
            lock.lock();
            try {
                if (applied >= entries.size()) {
                    done.complete(null);
                } else {
                    syncs.add(new Sync(entries.size(), done));
                }
            } finally {
                lock.unlock();
            }
            return done;
        }

        private void run(Follower follower) {
            while (true) {
                Entry entry = next();
                if (entry == null) {
                    return;
                }
                long due = entry.at() + random.nextLong(MAX_DELAY_NANOS);
                for (long left = due - System.nanoTime();
                        left > 0;
                        left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                apply(follower, entry);
            }
        }

        private @Nullable Entry next() {
            lock.lock();
            try {
                while (entries.size() <= applied && !closed) {
                    added.awaitUninterruptibly();
                }
                return closed ? null : entries.get((int) applied);
            } finally {
                lock.unlock();
            }
        }

        private void apply(Follower follower, Entry entry) {
            long number = applied + 1;
            long cursor = 0;
            @Nullable RuntimeException failure = null;
            try {
                cursor = follower.apply(number, FactCodec.decode(entry.fact()));
            } catch (RuntimeException refused) {
                failure = refused;
            }
            follower.caughtUp();
            CompletableFuture<Long> answer;
            List<Sync> reached;
            lock.lock();
            try {
                applied = number;
                answer = appended.remove(number);
                reached = syncs.stream().filter(sync -> sync.number() <= number).toList();
                syncs.removeAll(reached);
            } finally {
                lock.unlock();
            }
            if (answer != null) {
                if (failure == null) {
                    answer.complete(cursor);
                } else {
                    answer.completeExceptionally(failure);
                }
            }
            reached.forEach(sync -> sync.done().complete(null));
        }
    }
}
