package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.TrafficListener;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Passes the bytes of one connection, as its protocol reads and writes them, to a
/// [ConnectionInspector] while inspection is needed. Inspection may start between two exchanges and
/// stop at any time.
///
/// Safe for use by any number of threads, as long as the bytes of one direction are passed in
/// order.
public final class PlaintextInspection implements TrafficListener {
    private final TrafficInspector inspector;
    private final Dissector.Factory protocol;

    // Null while nothing is inspected. Set at the beginning or between two exchanges, while no
    // bytes are received. Other threads may write at any time.
    private volatile @Nullable ConnectionInspector current;

    /// @param protocol makes the dissector for connections of this port
    public PlaintextInspection(TrafficInspector inspector, Dissector.Factory protocol) {
        this.inspector = inspector;
        this.protocol = protocol;
        this.current = inspector.inspect(protocol);
    }

    /// Inspects bytes that the client sent.
    ///
    /// @param filled a buffer that ends with them
    public void in(ByteBuffer filled, int length) {
        if (current != null) {
            byte[] bytes = new byte[length];
            filled.get(filled.limit() - length, bytes);
            inspect(Direction.IN, bytes);
        }
    }

    /// Inspects the next bytes of a direction.
    public void bytes(Direction direction, ByteBuffer next) {
        if (current != null) {
            byte[] bytes = new byte[next.remaining()];
            next.get(next.position(), bytes);
            inspect(direction, bytes);
        }
    }

    /// Duplicates the buffers that are about to be written, for [#out]; null if nothing is
    /// inspected.
    public ByteBuffer @Nullable [] views(ByteBuffer... buffers) {
        if (current == null) {
            return null;
        }
        ByteBuffer[] views = new ByteBuffer[buffers.length];
        Arrays.setAll(views, i -> buffers[i].duplicate());
        return views;
    }

    /// Inspects bytes that were sent to the client.
    ///
    /// @param from what [#views] returned for the buffers that they come from
    public void out(long bytes, ByteBuffer @Nullable [] from) {
        if (current == null || from == null) {
            return;
        }
        if (from.length == 1 && isWhole(from[0], bytes)) {
            inspect(Direction.OUT, from[0].array());
            return;
        }
        byte[] copy = new byte[(int) bytes];
        int at = 0;
        for (ByteBuffer view : from) {
            int part = Math.min(view.remaining(), copy.length - at);
            view.get(copy, at, part);
            at += part;
        }
        inspect(Direction.OUT, copy);
    }

    /// Whether these bytes are a whole array, as those of a batch are: then it need not be copied.
    private static boolean isWhole(ByteBuffer view, long bytes) {
        return view.hasArray()
                && view.arrayOffset() == 0
                && view.position() == 0
                && view.remaining() == bytes
                && view.array().length == bytes;
    }

    /// Reports bytes that TLS has added to those of the protocol.
    public void tls(Direction direction, long bytes) {
        ConnectionInspector now = current;
        if (now != null) {
            now.overhead(direction, ByteClass.TLS, bytes);
        }
    }

    private void inspect(Direction direction, byte[] bytes) {
        ConnectionInspector now = current;
        if (now != null && !now.inspect(direction, bytes)) {
            current = null;
        }
    }

    @Override
    public void charged(Direction direction, TrafficMeter meter, long bytes) {
        ConnectionInspector now = current;
        if (now != null) {
            now.charged(direction, meter, bytes);
        }
    }

    @Override
    public void exchangeEnded() {
        if (current == null && inspector.tap().isActive()) {
            current = inspector.inspect(protocol);
        }
    }

    @Override
    public void closing() {
        ConnectionInspector now = current;
        if (now != null) {
            now.end();
        }
    }

    @Override
    public void closed() {
        ConnectionInspector now = current;
        if (now != null) {
            now.closed();
        }
    }
}
