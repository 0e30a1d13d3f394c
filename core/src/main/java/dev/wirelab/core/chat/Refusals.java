package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Refusal;
import java.util.concurrent.CompletionException;

/// Finds the refusal in what a stage failed with.
public final class Refusals {
    private Refusals() {}

    /// The refusal that `failure` is or wraps.
    ///
    /// @throws IllegalStateException if it is anything else: a fault of ours
    public static Refusal of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        throw new IllegalStateException("a command failed", cause);
    }
}
