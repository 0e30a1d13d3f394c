package dev.wirelab.load.survive.stage;

import dev.wirelab.load.link.proxy.Stage;
import java.util.Optional;

/// Forwards a response when it is complete or when a buffer is full, as reverse proxies do by
/// default. A WebSocket is not buffered.
public final class ResponseBuffer implements Stage {
    private final int capacity;
    private final HttpBytes kept = new HttpBytes();
    private boolean tunnel;

    /// @param capacity of the buffer, in bytes
    public ResponseBuffer(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public byte[] pass(boolean up, byte[] bytes) {
        if (up || tunnel) {
            return bytes;
        }
        kept.add(bytes);
        tunnel = kept.head().filter(head -> head.startsWith("HTTP/1.1 101")).isPresent();
        if (tunnel || kept.size() >= capacity) {
            return kept.takeAll();
        }
        HttpBytes whole = new HttpBytes();
        for (Optional<Integer> next = kept.messageLength();
                next.isPresent();
                next = kept.messageLength()) {
            whole.add(kept.take(next.get()));
        }
        return whole.takeAll();
    }

    @Override
    public byte[] end(boolean up) {
        return up ? new byte[0] : kept.takeAll();
    }
}
