package dev.wirelab.transports;

import dev.wirelab.core.meter.Faults;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs tasks again and again on a timer's thread. One that throws is counted and runs again; the
/// timer itself would silently drop it. Safe for use by any number of threads.
///
/// @param timer runs the tasks; they must not block
/// @param faults counts the exceptions
public record RepeatedTasks(ScheduledExecutorService timer, Faults faults) {
    /// Runs a task from now on.
    ///
    /// @param what what it does, in a word or two
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

    /// Runs a task for each of some from now on; one for which it throws does not keep it from the
    /// others.
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
