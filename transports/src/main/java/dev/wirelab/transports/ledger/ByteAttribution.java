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
    private final Deque<Paid> payers = new ArrayDeque<>(2);
    private final long[] classed = new long[CLASSES.length];
    private long classedInAll;

    /// Bytes that are charged to a meter and have no class yet.
    private static final class Paid {
        private final TrafficMeter meter;
        private long bytes;

        Paid(TrafficMeter meter) {
            this.meter = meter;
        }
    }

    /// @param totals counts each byte whose meter and class are known
    ByteAttribution(Direction direction, ByteTotals totals) {
        this.direction = direction;
        this.totals = totals;
    }

    /// The meter of the first byte that has no class yet; null if that meter is not known.
    @Nullable TrafficMeter payer() {
        Paid first = payers.peek();
        return first == null ? null : first.meter;
    }

    /// Reports that the next bytes were charged to this meter.
    void paid(TrafficMeter meter, long bytes) {
        Paid last = payers.peekLast();
        if (last == null || last.meter != meter) {
            last = new Paid(meter);
            payers.add(last);
        }
        last.bytes += bytes;
        match();
    }

    /// Reports the classes of the next bytes.
    void classed(ByteSpans spans) {
        for (int run = 0; run < spans.count(); run++) {
            classed[spans.line(run).ordinal()] += spans.length(run);
            classedInAll += spans.length(run);
        }
        match();
    }

    private void match() {
        Paid first = payers.peek();
        while (first != null && classedInAll > 0) {
            for (ByteClass line : CLASSES) {
                long bytes = Math.min(first.bytes, classed[line.ordinal()]);
                if (bytes > 0) {
                    classed[line.ordinal()] -= bytes;
                    classedInAll -= bytes;
                    first.bytes -= bytes;
                    first.meter.add(direction, line, bytes);
                    totals.add(first.meter, direction, bytes);
                }
            }
            if (first.bytes == 0) {
                payers.remove();
            }
            first = payers.peek();
        }
    }
}
