package dev.wirelab.core.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// The lines of one meter's ledger, in both directions. Safe for use by any number of threads.
final class LedgerLines {
    /// The line of bytes that were counted and whose class is not known yet.
    private static final String PENDING = "pending";

    private static final ByteClass[] CLASSES = ByteClass.values();
    private static final Direction[] DIRECTIONS = Direction.values();

    private final LongAdder[] adders = new LongAdder[DIRECTIONS.length * CLASSES.length];

    LedgerLines() {
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    void add(Direction direction, ByteClass line, long bytes) {
        adder(direction, line).add(bytes);
    }

    long get(Direction direction, ByteClass line) {
        return adder(direction, line).sum();
    }

    private LongAdder adder(Direction direction, ByteClass line) {
        return adders[direction.ordinal() * CLASSES.length + line.ordinal()];
    }

    /// The current sums of all lines except the pending one.
    long[] read() {
        long[] sums = new long[adders.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = adders[i].sum();
        }
        return sums;
    }

    /// The JSON of lines that were read before the totals. Bytes are classified after they are
    /// counted, so the rest of the totals is pending, and never negative.
    static Map<String, Map<String, Long>> report(long[] lines, Map<String, Long> totals) {
        Map<String, Map<String, Long>> both = new LinkedHashMap<>();
        for (Direction direction : DIRECTIONS) {
            Map<String, Long> fields = new LinkedHashMap<>();
            long left = totals.getOrDefault(direction.count().field(), 0L);
            for (ByteClass line : CLASSES) {
                long bytes = lines[direction.ordinal() * CLASSES.length + line.ordinal()];
                fields.put(line.id(), bytes);
                left -= bytes;
            }
            fields.put(PENDING, left);
            both.put(direction.id(), fields);
        }
        return both;
    }
}
