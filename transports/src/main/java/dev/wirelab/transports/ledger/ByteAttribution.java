package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Adds the bytes of one direction of a connection to meters, by class. The meter and the class of
/// a byte are reported separately and in any order; the byte is added when both are known.
///
/// Used by one thread at a time.
final class ByteAttribution {
    private static final ByteClass[] CLASSES = ByteClass.values();

    private final Direction direction;
    private final ByteTotals totals;
    private final Deque<Charge> charges = new ArrayDeque<>(2);
    private final long[] classed = new long[CLASSES.length];
    private long classedInAll;

    /// Bytes that are charged to a meter and have no class yet.
    private static final class Charge {
        private final TrafficMeter meter;
        private long bytes;

        Charge(TrafficMeter meter) {
            this.meter = meter;
        }
    }

    /// @param totals counts each byte whose meter and class are known
    ByteAttribution(Direction direction, ByteTotals totals) {
        this.direction = direction;
        this.totals = totals;
    }

    /// The meter of the first byte that has no class yet; null if that meter is not known.
    @Nullable TrafficMeter meter() {
        Charge first = charges.peek();
        return first == null ? null : first.meter;
    }

    /// Reports that the next bytes were charged to this meter.
    void charged(TrafficMeter meter, long bytes) {
        Charge last = charges.peekLast();
        if (last == null || last.meter != meter) {
            last = new Charge(meter);
            charges.add(last);
        }
        last.bytes += bytes;
        match();
    }

    /// Reports the classes of the next bytes.
    void classed(ByteSpans spans) {
        for (int run = 0; run < spans.count(); run++) {
            classed[spans.classOf(run).ordinal()] += spans.length(run);
            classedInAll += spans.length(run);
        }
        match();
    }

    /// Reports that the next bytes have this class.
    void classed(ByteClass line, long bytes) {
        classed[line.ordinal()] += bytes;
        classedInAll += bytes;
        match();
    }

    private void match() {
        Charge first = charges.peek();
        while (first != null && classedInAll > 0) {
            for (ByteClass byteClass : CLASSES) {
                long bytes = Math.min(first.bytes, classed[byteClass.ordinal()]);
                if (bytes > 0) {
                    classed[byteClass.ordinal()] -= bytes;
                    classedInAll -= bytes;
                    first.bytes -= bytes;
                    first.meter.add(direction, byteClass, bytes);
                    totals.add(first.meter, direction, bytes);
                }
            }
            if (first.bytes == 0) {
                charges.remove();
            }
            first = charges.peek();
        }
    }
}
