package dev.wirelab.transports;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;

/// Whether the lab is shutting down: then new clients are refused, on every port.
///
/// There is one for the whole lab, so that a client gets the same reply everywhere. Safe for use by
/// any number of threads.
public final class Shutdown {
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
