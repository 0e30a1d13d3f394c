package dev.wirelab.core.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// The counters of one transport, or of one session on one transport; the latter add to the former
/// too. Safe for use by any number of threads.
public final class TrafficMeter {
    private static final Count[] COUNTS = Count.values();

    private final LongAdder[] adders = new LongAdder[COUNTS.length];
    private final @Nullable TrafficMeter whole;

    /// A meter of its own.
    public TrafficMeter() {
        this(null);
    }

    /// @param whole the meter that counts this one's traffic too, or null
    TrafficMeter(@Nullable TrafficMeter whole) {
        this.whole = whole;
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    /// A meter whose every count is part of this one's.
    public TrafficMeter part() {
        return new TrafficMeter(this);
    }

    /// Adds to one count here and in the whole.
    public void add(Count count, long amount) {
        adders[count.ordinal()].add(amount);
        if (whole != null) {
            whole.add(count, amount);
        }
    }

    /// What was counted so far.
    public long get(Count count) {
        return adders[count.ordinal()].sum();
    }

    /// All counts by their JSON names.
    public Map<String, Long> snapshot() {
        Map<String, Long> fields = new LinkedHashMap<>();
        for (Count count : COUNTS) {
            fields.put(count.field(), get(count));
        }
        return fields;
    }
}
