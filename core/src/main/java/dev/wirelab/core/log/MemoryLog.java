package dev.wirelab.core.log;

import dev.wirelab.core.protocol.Refusal;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/// The order of one process, kept nowhere but in its follower's memory: it ends with the process.
///
/// A fact is applied on the thread that appends it, under a lock that is held for microseconds.
public final class MemoryLog implements Log {
    private final String epoch = randomEpoch();
    private final ReentrantLock lock;
    private final Follower follower;
    private long head;

    /// @param lock guards the follower's state; the follower is only called while it is held
    /// @param follower who is told of each fact
    public MemoryLog(ReentrantLock lock, Follower follower) {
        this.lock = lock;
        this.follower = follower;
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public CompletionStage<Long> append(Fact fact) {
        lock.lock();
        try {
            long place = head + 1;
            long answer = follower.apply(place, fact);
            head = Math.max(head, answer);
            return CompletableFuture.completedStage(answer);
        } catch (Refusal refusal) {
            return CompletableFuture.failedStage(refusal);
        } finally {
            lock.unlock();
        }
    }

    /// Different at each start with near certainty: 31 random bits, at most six characters.
    private static String randomEpoch() {
        return Integer.toString(
                new SecureRandom().nextInt() & Integer.MAX_VALUE, Character.MAX_RADIX);
    }
}
