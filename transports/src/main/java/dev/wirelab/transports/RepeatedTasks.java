package dev.wirelab.transports;

import dev.wirelab.core.meter.Faults;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs tasks periodically on a timer's thread. If a task throws, the exception is counted and the
/// task is run again; the timer alone would silently stop running it. Safe for use by any number of
/// threads.
///
/// @param timer runs the tasks; they must not block
/// @param faults counts the exceptions
public record RepeatedTasks(ScheduledExecutorService timer, Faults faults) {
    /// Runs a task periodically.
    ///
    /// @param what the name under which exceptions of the task are counted
    /// @param millis the pause between two runs
    public ScheduledFuture<?> every(long millis, String what, Runnable task) {
        return timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error fault) {
                        faults.add(what, fault);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    /// Runs a task periodically for each element. An exception for one does not affect the others.
    public <T> ScheduledFuture<?> forEach(
            long millis, String what, Iterable<T> all, Consumer<? super T> task) {
        return every(
                millis,
                what,
                () -> {
                    for (T each : all) {
                        try {
                            task.accept(each);
                        } catch (RuntimeException | Error fault) {
                            faults.add(what, fault);
                        }
                    }
                });
    }
}
