package dev.wirelab.transports;

import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Whether the lab is shutting down: then new clients and commands are refused, on every port.
///
/// There is one for the whole lab, so that a client gets the same reply everywhere. Safe for use by
/// any number of threads.
public final class Shutdown {
    private final AtomicInteger executing = new AtomicInteger();
    private final AtomicInteger answering = new AtomicInteger();
    private volatile boolean begun;

    /// Creates it for a lab that is running.
    public Shutdown() {}

    /// Begins the shutdown.
    public void begin() {
        begun = true;
    }

    /// Whether the shutdown has begun.
    public boolean hasBegun() {
        return begun;
    }

    /// Executes a command, unless the shutdown has begun.
    ///
    /// @return its result, or `shutting_down`
    public <T> CompletionStage<T> admit(Command command, Supplier<CompletionStage<T>> execution) {
        // Counted before the check, so that a command is either refused or waited for.
        executing.incrementAndGet();
        if (begun) {
            executing.decrementAndGet();
            return CompletableFuture.failedStage(refusal().of(command.id()));
        }
        CompletionStage<T> result;
        try {
            result = execution.get();
        } catch (RuntimeException e) {
            result = CompletableFuture.failedStage(e);
        }
        return result.whenComplete((_, _) -> executing.decrementAndGet());
    }

    /// Whether no admitted command is being executed.
    public boolean isIdle() {
        return executing.get() == 0;
    }

    /// An answer over HTTP is due, until [#endAnswer] is called.
    public void beginAnswer() {
        answering.incrementAndGet();
    }

    /// It has been written, or never will be.
    public void endAnswer() {
        answering.decrementAndGet();
    }

    /// Whether no answer over HTTP is due that has not been written.
    public boolean isAnswered() {
        return answering.get() == 0;
    }

    /// Refuses a new client once the shutdown has begun.
    ///
    /// @throws Refusal `shutting_down`
    public void check() {
        if (begun) {
            throw refusal();
        }
    }

    /// The refusal that connected clients get.
    public static Refusal refusal() {
        return new Refusal(ErrorCode.SHUTTING_DOWN, "the lab is shutting down");
    }
}
