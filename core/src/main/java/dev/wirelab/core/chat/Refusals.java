package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the refusal in the failure of a stage.
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /// The refusal that `failure` is or wraps. Any other failure is a defect: it is logged, and the
    /// refusal is `internal`.
    public static Refusal of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof Refusal refusal) {
            return refusal;
        }
        LOG.error("Unexpected failure of a request", cause);
        return new Refusal(ErrorCode.INTERNAL, "internal server error");
    }
}
