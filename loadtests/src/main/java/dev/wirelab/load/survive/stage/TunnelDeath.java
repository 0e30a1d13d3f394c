package dev.wirelab.load.survive.stage;

import dev.wirelab.load.link.proxy.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Passes the upgrade to a WebSocket and resets the connection soon after it.
public final class TunnelDeath implements Stage {
    private static final String SWITCHED = "HTTP/1.1 101";

    private final long life;
    private volatile long dies = Long.MAX_VALUE;

    /// @param life from the upgrade to the reset
    public TunnelDeath(Duration life) {
        this.life = life.toNanos();
    }

    @Override
    public byte[] pass(boolean up, byte[] bytes) {
        if (!up && new String(bytes, StandardCharsets.ISO_8859_1).startsWith(SWITCHED)) {
            dies = System.nanoTime() + life;
        }
        return bytes;
    }

    @Override
    public boolean isCut(long now) {
        return dies != Long.MAX_VALUE && now - dies > 0;
    }
}
