package dev.wirelab.core.meter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts unexpected exceptions in threads that serve many connections, such as the fan-out or a
/// selector loop. Such a thread catches every exception, adds it here and continues. Each one is a
/// defect of the program. Safe for use by any number of threads.
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    /// Creates a counter without faults.
    public Faults() {}

    /// Logs and counts an exception.
    ///
    /// @param where the component that failed, in a word or two: "fan-out"
    public void add(String where, Throwable fault) {
        LOG.error("Unexpected exception in {}", where, fault);
        counts.computeIfAbsent(where, _ -> new LongAdder()).increment();
    }

    /// The number of exceptions by component.
    public Map<String, Long> snapshot() {
        Map<String, Long> sums = new LinkedHashMap<>();
        counts.forEach((where, count) -> sums.put(where, count.sum()));
        return sums;
    }
}
