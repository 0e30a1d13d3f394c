package dev.wirelab.core.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The counters of one transport, or of one session on one transport. The counts of a session are
/// included in those of its transport. Safe for use by any number of threads.
public final class TrafficMeter {
    private static final Counter[] COUNTS = Counter.values();

    private final LongAdder[] adders = new LongAdder[COUNTS.length];
    private final @Nullable TrafficMeter whole;
    private final @Nullable LedgerLines ledger;

    /// Creates a meter that is not part of another one.
    public TrafficMeter() {
        this(null, false);
    }

    /// @param whole the meter that this one is part of, or null
    /// @param ledger whether bytes are also counted on the lines of a ledger
    TrafficMeter(@Nullable TrafficMeter whole, boolean ledger) {
        this.whole = whole;
        this.ledger = ledger ? new LedgerLines() : null;
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    /// Creates a meter whose counts are included in this one's.
    public TrafficMeter part() {
        return new TrafficMeter(this, ledger != null);
    }

    /// Whether it is the meter of a session.
    public boolean isPart() {
        return whole != null;
    }

    /// Adds to one count, here and in the whole.
    public void add(Counter count, long amount) {
        adders[count.ordinal()].add(amount);
        if (whole != null) {
            whole.add(count, amount);
        }
    }

    /// Adds bytes that have already been counted to a line of the ledger, here and in the whole;
    /// does nothing without a ledger.
    public void add(Direction direction, ByteClass line, long bytes) {
        if (ledger != null) {
            ledger.add(direction, line, bytes);
        }
        if (whole != null) {
            whole.add(direction, line, bytes);
        }
    }

    /// The bytes on a line of the ledger; 0 without a ledger.
    public long get(Direction direction, ByteClass line) {
        return ledger == null ? 0 : ledger.get(direction, line);
    }

    /// The current value of a count.
    public long get(Counter count) {
        return adders[count.ordinal()].sum();
    }

    /// All counts by their JSON names.
    public Map<String, Long> snapshot() {
        Map<String, Long> fields = new LinkedHashMap<>();
        for (Counter count : COUNTS) {
            fields.put(count.field(), get(count));
        }
        return fields;
    }

    /// All counts by their JSON names, and `ledger` if there is one: its lines sum exactly to the
    /// `bytesIn` and `bytesOut` of the same report. The line `pending` has the bytes whose class is
    /// not known yet.
    public Map<String, Object> report() {
        long[] lines = ledger == null ? null : ledger.read();
        Map<String, Long> totals = snapshot();
        Map<String, Object> fields = new LinkedHashMap<>(totals);
        if (lines != null) {
            fields.put("ledger", LedgerLines.report(lines, totals));
        }
        return fields;
    }
}
