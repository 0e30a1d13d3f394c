package dev.wirelab.core.meter;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/// What this process has used since it started.
public final class ProcessMeter {
    private ProcessMeter() {}

    /// `pid`, `cpuNanos` (user and system, all threads), `allocatedBytes` (by all threads),
    /// `heapBytes` (in use now).
    public static Map<String, Long> snapshot() {
        Map<String, Long> fields = new LinkedHashMap<>();
        fields.put("pid", ProcessHandle.current().pid());
        long cpuNanos = CpuClock.nanos();
        if (cpuNanos >= 0) {
            fields.put("cpuNanos", cpuNanos);
        }
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            fields.put("allocatedBytes", threads.getTotalThreadAllocatedBytes());
        }
        fields.put("heapBytes", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        return fields;
    }
}
