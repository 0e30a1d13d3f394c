package dev.wirelab.core.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Whether followers got all that was due to them, so that no benchmark is fast by losing.
final class Account {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final List<Follower> followers;
    private final long before;
    private final long beforeLast;
    private long each;

    Account(List<Follower> followers) {
        this.followers = followers;
        this.before = messages();
        this.beforeLast = followers.getLast().messages();
    }

    /// Takes it that each follower was sent so many more messages, and waits until the last one has
    /// them: now and then another thread of the chat is at it.
    ///
    /// @return how many deliveries that are
    long due(int messages) {
        each += messages;
        Follower last = followers.getLast();
        while (last.messages() - beforeLast < each) {
            LockSupport.parkNanos(1_000);
        }
        return (long) messages * followers.size();
    }

    /// Waits for the last of them: another thread may be at it.
    void settle() {
        long due = each * followers.size();
        long deadline = System.nanoTime() + PATIENCE;
        while (messages() - before < due && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        if (messages() - before != due) {
            throw new AssertionError((messages() - before) + " deliveries, due were " + due);
        }
    }

    private long messages() {
        return followers.stream().mapToLong(Follower::messages).sum();
    }
}
