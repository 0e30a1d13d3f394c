package dev.wirelab.transports;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;

/// Whether the lab is about to stop: then nobody new is let in, on whatever port.
///
/// One for all of a lab, so that a client that was told so by one answer is told the same by the
/// next. Safe on any thread.
public final class Shutdown {
    private volatile boolean begun;

    /// Makes one for a lab that serves.
    public Shutdown() {}

    /// From now on the lab is about to stop.
    public void begin() {
        begun = true;
    }

    /// Whether it is about to stop.
    public boolean hasBegun() {
        return begun;
    }

    /// Refuses whoever comes while it is.
    ///
    /// @throws Refusal `shutting_down`
    public void check() {
        if (begun) {
            throw refusal();
        }
    }

    /// What those are told who are here.
    public static Refusal refusal() {
        return new Refusal(ErrorCode.SHUTTING_DOWN, "the lab is about to stop");
    }
}
