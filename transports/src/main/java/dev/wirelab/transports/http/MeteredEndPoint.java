package dev.wirelab.transports.http;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.Bill;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// A socket of the HTTP port that counts its bytes where they are read and written, below HTTP,
/// WebSocket and, one day, TLS. The figures agree with a packet capture to the byte.
final class MeteredEndPoint extends SocketChannelEndPoint {
    private final Bill bill = new Bill();
    private final TrafficMeter other;
    private final Runnable drained;

    /// @param other who is charged for what no handler claims
    /// @param drained told when there is nothing more to read for now; must not block
    MeteredEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            TrafficMeter other,
            Runnable drained) {
        super(channel, selector, key, scheduler);
        this.other = other;
        this.drained = drained;
    }

    Bill bill() {
        return bill;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        int filled = super.fill(buffer);
        if (filled > 0) {
            bill.in(filled);
        } else {
            drained.run();
        }
        return filled;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = remaining(buffers);
        try {
            return super.flush(buffers);
        } finally {
            long written = before - remaining(buffers);
            if (written > 0) {
                bill.out(written);
            }
        }
    }

    private static long remaining(ByteBuffer... buffers) {
        long sum = 0;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        return sum;
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        drained.run();
        super.onClose(cause);
        bill.close(other);
    }
}
