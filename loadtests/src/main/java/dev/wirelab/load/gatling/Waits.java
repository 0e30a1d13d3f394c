package dev.wirelab.load.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Steps that wait. No thread waits with them.
public final class Waits {
    private Waits() {}

    /// Waits until a moment of the monotonic clock; not at all if it is past.
    ///
    /// Gatling's own pauses are whole milliseconds long, which would be half a millisecond of false
    /// latency on average; an event loop's timer keeps to tens of microseconds.
    public static ActionBuilder until(ToLongFunction<Session> dueNanos) {
        return () -> (context, next) -> new Until(dueNanos, context, next);
    }

    /// Waits for a future. The virtual user fails if the future does.
    public static ActionBuilder forFuture(Supplier<? extends CompletableFuture<?>> future) {
        return () -> (context, next) -> new ForFuture(_ -> future.get(), context, next);
    }

    /// Waits for the first of two futures, of which one is the virtual user's own.
    public static ActionBuilder forFirst(
            Function<Session, CompletableFuture<Void>> own,
            Supplier<CompletableFuture<Void>> everyones) {
        return () ->
                (context, next) ->
                        new ForFuture(
                                user -> CompletableFuture.anyOf(own.apply(user), everyones.get()),
                                context,
                                next);
    }

    private static final class Until extends LoadAction {
        private final ToLongFunction<Session> dueNanos;

        Until(ToLongFunction<Session> dueNanos, ScenarioContext context, Action next) {
            super("wait until", context, next);
            this.dueNanos = dueNanos;
        }

        @Override
        protected void run(io.gatling.core.session.Session session) {
            long delay = dueNanos.applyAsLong(new Session(session)) - System.nanoTime();
            if (delay <= 0) {
                next(session);
            } else {
                var _ =
                        session.eventLoop()
                                .schedule(() -> next(session), delay, TimeUnit.NANOSECONDS);
            }
        }
    }

    private static final class ForFuture extends LoadAction {
        private final Function<Session, ? extends CompletableFuture<?>> future;

        ForFuture(
                Function<Session, ? extends CompletableFuture<?>> future,
                ScenarioContext context,
                Action next) {
            super("wait for", context, next);
            this.future = future;
        }

        @Override
        protected void run(io.gatling.core.session.Session session) {
            var _ =
                    future.apply(new Session(session))
                            .whenComplete((_, problem) ->
                                    next(problem == null ? session : session.markAsFailed()));
        }
    }
}
