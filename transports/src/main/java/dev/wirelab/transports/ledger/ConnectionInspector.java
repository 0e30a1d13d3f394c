package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Inspects the bytes of one connection: passes them to its dissector, and the settled units to the
/// meters and the tap.
///
/// Safe for use by any number of threads, as long as the bytes of one direction are passed in
/// order. Its lock is held while bytes are dissected, and never across I/O.
public final class ConnectionInspector {
    /// The number of bytes kept for the tap before their session is known.
    private static final int MAX_UNASSIGNED = 64 * 1024;

    private final TrafficInspector inspector;
    private final long connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Dissector dissector;
    private final ByteTotals totals = new ByteTotals();
    private final ByteAttribution in = new ByteAttribution(Direction.IN, totals);
    private final ByteAttribution out = new ByteAttribution(Direction.OUT, totals);
    private final Deque<TrafficUnit> unassigned = new ArrayDeque<>(2);
    private int unassignedBytes;
    private boolean hasEnded;
    // The classes of the bytes that are being dissected, if they will be remembered.
    private @Nullable ByteSpans recorded;

    ConnectionInspector(TrafficInspector inspector, Dissector.Factory protocol, long connection) {
        this.inspector = inspector;
        this.connection = connection;
        TrafficUnitFactory units =
                direction -> new TrafficUnit(direction, () -> isShown(direction));
        this.dissector = protocol.make(units, this::settled);
    }

    /// Inspects the next bytes of a direction, which the meters may have counted already.
    ///
    /// @return false if the connection need not be inspected any more
    public boolean inspect(Direction direction, byte[] bytes) {
        lock.lock();
        try {
            if (direction == Direction.OUT
                    && dissector.isAtMessage()
                    && !inspector.tap().isActive()) {
                inspectMessages(bytes);
            } else {
                dissector.dissect(direction, bytes);
            }
            if (hasEnded) {
                dissector.end();
            }
            return inspector.hasLedger() || isShown(Direction.IN);
        } finally {
            lock.unlock();
        }
    }

    /// Reports bytes that a lower layer has added to those of the protocol.
    void overhead(Direction direction, ByteClass line, long bytes) {
        lock.lock();
        try {
            attribution(direction).classed(line, bytes);
        } finally {
            lock.unlock();
        }
    }

    private void inspectMessages(byte[] bytes) {
        ByteSpans known = inspector.classesOf(bytes);
        if (known != null) {
            out.classed(known);
            return;
        }
        ByteSpans read = new ByteSpans();
        recorded = read;
        dissector.dissect(Direction.OUT, bytes);
        recorded = null;
        if (dissector.isAtMessage() && read.total() == bytes.length) {
            inspector.remember(bytes, read);
        }
    }

    /// Reports that the next bytes of a direction were charged to this meter. They may be inspected
    /// before this call or after it.
    public void charged(Direction direction, TrafficMeter meter, long bytes) {
        lock.lock();
        try {
            showUnassigned(direction, meter);
            attribution(direction).charged(meter, bytes);
        } finally {
            lock.unlock();
        }
    }

    /// Called when the connection has ended: settles unfinished units as they are. The bytes of a
    /// write that is just returning may still be passed to [#inspect].
    public void end() {
        lock.lock();
        try {
            hasEnded = true;
            dissector.end();
        } finally {
            lock.unlock();
        }
    }

    /// Called after [#end], when all bytes have been charged: passes the final totals to the tap.
    public void closed() {
        lock.lock();
        try {
            for (TrafficMeter meter : totals.meters()) {
                show(meter, null, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    private ByteAttribution attribution(Direction direction) {
        return direction == Direction.IN ? in : out;
    }

    /// Whether a tap may be subscribed to bytes of this direction.
    private boolean isShown(Direction direction) {
        if (!inspector.tap().isActive() || !dissector.isLasting()) {
            return inspector.tap().isActive();
        }
        TrafficMeter meter = attribution(direction).meter();
        if (meter == null) {
            // All bytes of a lasting connection belong to the same session.
            meter = totals.meters().stream().findFirst().orElse(null);
        }
        return meter == null || inspector.tap().wants(meter);
    }

    private void settled(TrafficUnit unit) {
        if (recorded != null) {
            recorded.addAll(unit.spans());
        }
        ByteAttribution attribution = attribution(unit.direction());
        TrafficMeter meter = attribution.meter();
        if (meter != null) {
            show(meter, unit, unit.length());
        } else if (inspector.tap().isActive()) {
            unassignedBytes += unit.length();
            if (unassignedBytes <= MAX_UNASSIGNED) {
                unassigned.add(unit);
            }
        }
        attribution.classed(unit.spans());
    }

    private void showUnassigned(Direction direction, TrafficMeter meter) {
        if (unassigned.isEmpty()) {
            return;
        }
        int shown = 0;
        for (TrafficUnit unit : unassigned) {
            if (unit.direction() == direction) {
                shown += unit.length();
                show(meter, unit, shown);
            }
        }
        unassigned.removeIf(unit -> unit.direction() == direction);
        unassignedBytes -= shown;
        if (unassigned.isEmpty()) {
            unassignedBytes = 0;
        }
    }

    /// @param unit the unit that passed, or null when the connection has ended
    /// @param more bytes of the unit, which the totals do not include yet
    private void show(TrafficMeter meter, @Nullable TrafficUnit unit, int more) {
        if (!inspector.tap().isActive()) {
            return;
        }
        boolean isIn = unit != null && unit.direction() == Direction.IN;
        inspector
                .tap()
                .show(
                        meter,
                        new TapRecord(
                                connection,
                                unit,
                                totals.get(meter, Direction.IN) + (isIn ? more : 0),
                                totals.get(meter, Direction.OUT) + (isIn ? 0 : more)));
    }
}
