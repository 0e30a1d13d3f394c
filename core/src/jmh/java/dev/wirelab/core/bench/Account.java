package dev.wirelab.core.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Whether followers got all that was due to them, so that no benchmark is fast by losing.
final class Account {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final List<Follower> followers;
    private final long before;
    private long due;

    Account(List<Follower> followers) {
        this.followers = followers;
        this.before = events();
    }

    /// Expects so many more messages for each follower.
    ///
    /// @return how many deliveries that are
    long due(int messages) {
        long deliveries = (long) messages * followers.size();
        due += deliveries;
        return deliveries;
    }

    /// Waits for the last of them: another thread may be at it.
    void settle() {
        long deadline = System.nanoTime() + PATIENCE;
        while (events() - before < due && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        if (events() - before != due) {
            throw new AssertionError((events() - before) + " deliveries, due were " + due);
        }
    }

    private long events() {
        return followers.stream().mapToLong(Follower::events).sum();
    }
}
