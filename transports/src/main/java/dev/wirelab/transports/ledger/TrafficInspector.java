package dev.wirelab.transports.ledger;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All connections of a lab, as far as somebody looks at their bytes: the ledger, if it is on, and
/// whoever watches the tap. With neither, no connection is looked at. Safe for use by any number of
/// threads.
public final class TrafficInspector {
    private final boolean ledger;
    private final Tap tap = new Tap();
    private final AtomicLong connections = new AtomicLong();
    private volatile @Nullable Learnt learnt;

    /// @param bytes whole messages
    @SuppressWarnings("ArrayRecordComponent") // compared here alone
    private record Learnt(byte[] bytes, ByteSpans spans) {}

    /// @param ledger whether every byte of every connection is to be put on a line
    public TrafficInspector(boolean ledger) {
        this.ledger = ledger;
    }

    /// Looks at a connection from here on: nothing of it has passed, or whole exchanges.
    ///
    /// @return null if nobody wants to see it
    public @Nullable ConnectionInspector watch(Dissector.Factory protocol) {
        return ledger || tap.isActive()
                ? new ConnectionInspector(this, protocol, connections.incrementAndGet())
                : null;
    }

    /// What these bytes are, if any connection learnt it last; null if not. A burst's bytes are the
    /// same on all connections that write it, and to compare them is far cheaper than to read them.
    @Nullable ByteSpans known(byte[] bytes) {
        Learnt last = learnt;
        return last != null && Arrays.equals(last.bytes, bytes) ? last.spans : null;
    }

    void learn(byte[] bytes, ByteSpans spans) {
        learnt = new Learnt(bytes.clone(), spans);
    }

    /// Whether every connection is looked at from its first byte.
    public boolean hasLedger() {
        return ledger;
    }

    /// Where sessions watch their own bytes.
    public Tap tap() {
        return tap;
    }
}
