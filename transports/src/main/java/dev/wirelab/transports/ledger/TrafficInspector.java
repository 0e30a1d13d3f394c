package dev.wirelab.transports.ledger;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Inspects the connections of a lab for the ledger, if it is on, and for the subscribers of the
/// tap. With neither, no connection is inspected. Safe for use by any number of threads.
public final class TrafficInspector {
    private final boolean ledger;
    private final Tap tap = new Tap();
    private final AtomicLong connections = new AtomicLong();
    private volatile @Nullable Learnt learnt;

    /// @param bytes whole messages
    @SuppressWarnings("ArrayRecordComponent") // compared here alone
    private record Learnt(byte[] bytes, ByteSpans spans) {}

    /// @param ledger whether every byte of every connection is classified
    public TrafficInspector(boolean ledger) {
        this.ledger = ledger;
    }

    /// Starts to inspect a connection, on which nothing or whole exchanges have passed.
    ///
    /// @return null if it need not be inspected
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

    /// Whether every connection is inspected from its first byte.
    public boolean hasLedger() {
        return ledger;
    }

    /// Where sessions inspect their own bytes.
    public Tap tap() {
        return tap;
    }
}
