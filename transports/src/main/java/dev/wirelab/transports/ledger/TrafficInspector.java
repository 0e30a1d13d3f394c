package dev.wirelab.transports.ledger;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Inspects the connections of a lab for the ledger, if that is enabled, and for the subscribers of
/// the tap. Without either, no connection is inspected. Safe for use by any number of threads.
public final class TrafficInspector {
    private final boolean ledger;
    private final Tap tap = new Tap();
    private final AtomicLong connections = new AtomicLong();
    private volatile @Nullable Classified latest;

    /// The last classified bytes, which are whole messages, and their classes.
    @SuppressWarnings("ArrayRecordComponent") // compared only here
    private record Classified(byte[] bytes, ByteSpans spans) {}

    /// @param ledger whether every byte of every connection is classified
    public TrafficInspector(boolean ledger) {
        this.ledger = ledger;
    }

    /// Starts to inspect a connection, at its beginning or between two exchanges.
    ///
    /// @return null if it need not be inspected
    public @Nullable ConnectionInspector inspect(Dissector.Factory protocol) {
        return ledger || tap.isActive()
                ? new ConnectionInspector(this, protocol, connections.incrementAndGet())
                : null;
    }

    /// The classes of these bytes, if they equal the bytes that were last classified on any
    /// connection; else null. All connections write the same bytes for a batch, and comparing them
    /// is far cheaper than dissecting them.
    @Nullable ByteSpans classesOf(byte[] bytes) {
        Classified last = latest;
        return last != null && Arrays.equals(last.bytes, bytes) ? last.spans : null;
    }

    void remember(byte[] bytes, ByteSpans spans) {
        latest = new Classified(bytes.clone(), spans);
    }

    /// Whether every connection is inspected from its first byte.
    public boolean hasLedger() {
        return ledger;
    }

    /// The tap, by which sessions inspect their own bytes.
    public Tap tap() {
        return tap;
    }
}
