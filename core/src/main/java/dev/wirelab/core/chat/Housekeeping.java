package dev.wirelab.core.chat;

import dev.wirelab.core.delivery.Delivery;
import dev.wirelab.core.meter.Faults;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Runs the tasks that depend on the clock once a second: ends sessions whose lease or token has
/// run out, renews leases where several nodes share the log, publishes changed lists of members,
/// and sends idle streams their cursor.
final class Housekeeping implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    /// The number of ticks without an event after which a stream is sent its cursor, if the cursor
    /// has moved.
    private static final int QUIET_TICKS = 30;

    private final Delivery delivery;
    private final Leases leases;
    private final Faults faults;
    private final Thread thread =
            Thread.ofPlatform().name("housekeeping").daemon().unstarted(this::run);
    private volatile boolean closed;

    Housekeeping(Delivery delivery, Leases leases, Faults faults) {
        this.delivery = delivery;
        this.leases = leases;
        this.faults = faults;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            // Never shorter: a list of members is published at most once a second.
            long next = System.nanoTime() + TICK.toNanos();
            guarded(() -> delivery.tick(QUIET_TICKS));
            guarded(leases::check);
            for (long left = next - System.nanoTime();
                    left > 0 && !closed;
                    left = next - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /// A task that fails must not end the thread.
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            faults.add("housekeeping", fault);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
