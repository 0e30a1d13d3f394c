package dev.wirelab.core.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// The meters of all transports. Traffic that belongs to none of them, such as the page or a
/// log-in, is counted in [#OTHER]: the rows sum to all bytes of all sockets. Safe for use by any
/// number of threads.
public final class Meters {
    /// The row of traffic that belongs to no transport.
    public static final String OTHER = "other";

    private final Map<String, TrafficMeter> rows = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> limits = new ConcurrentSkipListMap<>();
    private final boolean ledger;

    /// Meters without a ledger.
    public Meters() {
        this(false);
    }

    /// @param ledger whether each row has a ledger
    public Meters(boolean ledger) {
        this.ledger = ledger;
    }

    /// The meter of a transport, which is created when it is first requested.
    public TrafficMeter of(String transport) {
        return rows.computeIfAbsent(transport, _ -> new TrafficMeter(null, ledger));
    }

    /// The meter of traffic that belongs to no transport.
    public TrafficMeter other() {
        return of(OTHER);
    }

    /// Counts that a limit was reached: something was refused, or a connection was cut.
    ///
    /// @param limit the name of the limit
    public void reached(String limit) {
        limits.computeIfAbsent(limit, _ -> new LongAdder()).increment();
    }

    /// How often each limit was reached; those that never were are left out.
    public Map<String, Long> reached() {
        Map<String, Long> all = new LinkedHashMap<>();
        limits.forEach((limit, count) -> all.put(limit, count.sum()));
        return all;
    }

    /// All rows by transport.
    public Map<String, Map<String, Long>> snapshot() {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        rows.forEach((id, row) -> all.put(id, row.snapshot()));
        return all;
    }

    /// All rows by transport, each with its ledger if there is one.
    public Map<String, Map<String, Object>> report() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        rows.forEach((id, row) -> all.put(id, row.report()));
        return all;
    }
}
