package dev.wirelab.core.log;

import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/// A log for a single node. It stores no facts: their effects exist only in the memory of its
/// follower, and end with the process.
///
/// A fact is applied at once, on the thread that appends it. Safe for use by any number of threads.
public final class MemoryLog implements Log {
    private static final CompletionStage<Void> SYNCED = CompletableFuture.completedStage(null);

    private final String epoch = randomEpoch();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private Follower follower = new NoFollower();
    private long number;

    /// Creates an empty log with an epoch of its own.
    public MemoryLog() {}

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    /// Since nothing is stored, it can only be followed from its end.
    @Override
    public void follow(long after, Follower newFollower) {
        lock.lock();
        try {
            if (after != number) {
                throw new IllegalArgumentException("a log in memory cannot be replayed");
            }
            follower = newFollower;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Long> append(Fact fact) {
        lock.lock();
        try {
            return CompletableFuture.completedStage(follower.apply(++number, fact));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedStage(failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Void> sync() {
        return SYNCED;
    }

    /// Different at each start with near certainty: 31 random bits, at most six characters.
    private static String randomEpoch() {
        return Integer.toString(
                new SecureRandom().nextInt() & Integer.MAX_VALUE, Character.MAX_RADIX);
    }

    private static final class NoFollower implements Follower {
        @Override
        public long apply(long number, Fact fact) {
            throw new IllegalStateException("nobody follows this log yet");
        }

        @Override
        public byte[] snapshot() {
            throw new IllegalStateException("nobody follows this log yet");
        }

        @Override
        public void restore(long number, byte[] snapshot) {
            throw new IllegalStateException("nobody follows this log yet");
        }

        @Override
        public void caughtUp() {}
    }
}
