package dev.wirelab.load.survive.stage;

import dev.wirelab.load.link.proxy.Stage;
import java.time.Duration;

/// Resets a connection that was idle for a time, as proxies, load balancers and firewalls do.
public final class IdleCut implements Stage {
    private final long limit;
    private volatile long active = System.nanoTime();

    /// @param limit how long it may be idle
    public IdleCut(Duration limit) {
        this.limit = limit.toNanos();
    }

    @Override
    public byte[] pass(boolean up, byte[] bytes) {
        active = System.nanoTime();
        return bytes;
    }

    @Override
    public boolean isCut(long now) {
        return now - active > limit;
    }
}
