package dev.wirelab.load.run;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waiting with a limit.
final class Pauses {
    private Pauses() {}

    /// Whether it is done within the limit.
    static boolean isDone(CompletableFuture<Void> event, Duration limit)
            throws InterruptedException {
        try {
            event.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    static void pause(Duration time) throws InterruptedException {
        isDone(new CompletableFuture<>(), time);
    }
}
