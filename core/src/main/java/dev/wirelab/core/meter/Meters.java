package dev.wirelab.core.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// The meters of all transports. What belongs to none, such as the page or a log-in, is [#OTHER]:
/// the rows sum to every byte of every socket. Safe for use by any number of threads.
public final class Meters {
    /// The row of everything that is no transport's.
    public static final String OTHER = "other";

    private final Map<String, TrafficMeter> rows = new ConcurrentSkipListMap<>();
    private final boolean ledger;

    /// Meters without a ledger.
    public Meters() {
        this(false);
    }

    /// @param ledger whether each row has a ledger
    public Meters(boolean ledger) {
        this.ledger = ledger;
    }

    /// The meter of a transport, which begins at zero when it is first asked for.
    public TrafficMeter of(String transport) {
        return rows.computeIfAbsent(transport, _ -> new TrafficMeter(null, ledger));
    }

    /// The meter of everything that is no transport's.
    public TrafficMeter other() {
        return of(OTHER);
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
