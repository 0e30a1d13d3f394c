package dev.wirelab.transports.kit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Waits with a bound for what a test cannot be told about.
final class Await {
    /// How long the kit waits for what must come: long, for a noisy machine, since a passing test
    /// never waits for it.
    static final Duration PATIENCE =
            Duration.ofMillis(Long.getLong("wirelab.kit.patience", 15_000));

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    static void until(String what, Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + bound + ": " + what);
            }
            pause();
        }
    }

    /// Waits until a count is positive and has not changed for some time, and returns it.
    static long settled(LongSupplier count, Duration time) {
        long before = 0;
        long since = System.nanoTime();
        long deadline = since + PATIENCE.toNanos();
        while (before == 0 || System.nanoTime() - since < time.toNanos()) {
            long now = count.getAsLong();
            if (now != before) {
                before = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not settled within " + PATIENCE + ": " + now);
            }
            pause();
        }
        return before;
    }

    /// A breath between two looks.
    static void pause() {
        LockSupport.parkNanos(MILLISECONDS.toNanos(10));
    }
}
