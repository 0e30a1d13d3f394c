package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The number of bytes of one connection that have been added to each meter's ledger. Used by one
/// thread at a time.
final class ByteTotals {
    /// The number of meters kept. If more sessions share a connection, the least recently used one
    /// is dropped.
    private static final int MAX_METERS = 16;

    private final Map<TrafficMeter, long[]> meters =
            new LinkedHashMap<>(2, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<TrafficMeter, long[]> eldest) {
                    return size() > MAX_METERS;
                }
            };

    void add(TrafficMeter meter, Direction direction, long bytes) {
        meters.computeIfAbsent(meter, _ -> new long[2])[direction.ordinal()] += bytes;
    }

    long get(TrafficMeter meter, Direction direction) {
        long[] both = meters.get(meter);
        return both == null ? 0 : both[direction.ordinal()];
    }

    Set<TrafficMeter> meters() {
        return Set.copyOf(meters.keySet());
    }
}
