package dev.wirelab.load.link;

import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;

/// Decides when what enters one direction of a link leaves it, or that it is lost. Deterministic
/// for a seed and a sequence of arrivals. Safe for use by several threads.
public final class LinkQueue {
    /// Lost on the way.
    public static final long LOST = -1;

    /// Lost since the queue was full.
    public static final long OVERFLOW = -2;

    /// A packet that is overtaken is late by so much of the delay, and by a millisecond at least.
    private static final double OVERTAKEN = 0.25;

    private static final long MILLISECOND = 1_000_000;

    private final LinkDirection direction;
    private final long stall;
    private final long stallPeriod;
    private final long opened;
    private final Random random;
    private final ReentrantLock lock = new ReentrantLock();
    private long free;
    private long last;
    private boolean losing;

    /// @param link the link
    /// @param up which direction of it
    /// @param opened when the link was opened, by [System#nanoTime]; all other times are by it, too
    public LinkQueue(Link link, boolean up, long opened) {
        this.direction = up ? link.up() : link.down();
        this.stall = link.stall().toNanos();
        this.stallPeriod = stall + link.stallEvery().toNanos();
        this.opened = opened;
        this.random = new Random(link.seed() * 2 + (up ? 0 : 1));
        this.free = opened;
        this.last = opened;
    }

    /// A packet enters.
    ///
    /// @param now the current time
    /// @param bytes its size
    /// @return when it leaves, [#LOST] or [#OVERFLOW]
    public long enter(long now, int bytes) {
        lock.lock();
        try {
            long start = afterStall(Math.max(now, free));
            if (direction.bitsPerSecond() > 0
                    && start - now > direction.nanosFor(direction.queueBytes())) {
                return OVERFLOW;
            }
            free = start + direction.nanosFor(bytes);
            if (isLost()) {
                return LOST;
            }
            double spread = 2 * random.nextDouble() - 1;
            long delay =
                    direction.delay().toNanos() + Math.round(spread * direction.jitter().toNanos());
            long due = Math.max(afterStall(free) + delay, last);
            if (direction.reorder() > 0 && random.nextDouble() < direction.reorder()) {
                return due + Math.max(MILLISECOND, Math.round(OVERTAKEN * delay));
            }
            last = due;
            return due;
        } finally {
            lock.unlock();
        }
    }

    /// How long it takes until a byte that enters now begins to leave: the backlog.
    public long backlogNanos(long now) {
        lock.lock();
        try {
            return Math.max(0, afterStall(Math.max(now, free)) - now);
        } finally {
            lock.unlock();
        }
    }

    /// A moment, or the end of the stall in which it is.
    private long afterStall(long time) {
        if (stall == 0) {
            return time;
        }
        long within = (time - opened) % stallPeriod;
        long begins = stallPeriod - stall;
        return within < begins ? time : time + (stallPeriod - within);
    }

    /// Gilbert's model: in one of two states everything is lost. With bursts of one packet, losses
    /// are independent.
    private boolean isLost() {
        if (direction.loss() == 0) {
            return false;
        }
        double end = Math.min(1 / direction.burst(), 1 - direction.loss());
        double begin = direction.loss() * end / (1 - direction.loss());
        double draw = random.nextDouble();
        losing = losing ? draw >= end : draw < begin;
        return losing;
    }
}
