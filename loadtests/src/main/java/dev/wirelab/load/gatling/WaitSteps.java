package dev.wirelab.load.gatling;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Steps that wait without blocking a thread.
public final class WaitSteps {
    private WaitSteps() {}

    /// Waits until a moment of the monotonic clock; not at all if it is past.
    ///
    /// Gatling's own pauses are whole milliseconds, which would add half a millisecond of latency
    /// on average; the timer of an event loop is accurate to tens of microseconds.
    public static ActionBuilder until(ToLongFunction<Session> dueNanos) {
        return LoadAction.of(
                "wait until",
                (session, execution) -> {
                    long delay = dueNanos.applyAsLong(new Session(session)) - System.nanoTime();
                    if (delay <= 0) {
                        execution.next(session);
                    } else {
                        var _ =
                                session.eventLoop()
                                        .schedule(
                                                () -> execution.next(session),
                                                delay,
                                                TimeUnit.NANOSECONDS);
                    }
                });
    }

    /// Waits for a future. The virtual user fails if the future does.
    public static ActionBuilder forFuture(Supplier<? extends CompletableFuture<?>> future) {
        return forFutureOf(_ -> future.get());
    }

    /// Waits for the first of two futures, of which one belongs to the virtual user.
    public static ActionBuilder forFirst(
            Function<Session, CompletableFuture<Void>> own,
            Supplier<CompletableFuture<Void>> common) {
        return forFutureOf(user -> CompletableFuture.anyOf(own.apply(user), common.get()));
    }

    private static ActionBuilder forFutureOf(
            Function<Session, ? extends CompletableFuture<?>> future) {
        return LoadAction.of(
                "wait for",
                (session, execution) -> {
                    var _ =
                            future.apply(new Session(session))
                                    .whenComplete((_, problem) ->
                                            execution.next(
                                                    problem == null
                                                            ? session
                                                            : session.markAsFailed()));
                });
    }
}
