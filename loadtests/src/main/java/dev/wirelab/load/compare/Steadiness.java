package dev.wirelab.load.compare;

import dev.wirelab.load.measure.MeterReadings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Whether the CPU time per delivery of a young lab has become steady: the last [#WINDOWS] windows
/// are within a factor of [#WITHIN] of each other. A young lab takes two to three times the CPU of
/// later, until its JIT compilers are done.
final class Steadiness {
    /// How many windows have to agree.
    static final int WINDOWS = 3;

    /// How far apart they may be.
    static final double WITHIN = 1.2;

    private final List<Double> costs = new ArrayList<>();
    private MeterReadings last;

    /// @param first the meters at the start of the first window
    Steadiness(MeterReadings first) {
        this.last = first;
    }

    /// Ends a window, and begins the next one.
    void read(MeterReadings meters) {
        MeterReadings moved = meters.since(last);
        last = meters;
        if (moved.allDelivered() > 0 && moved.cpuNanos() > 0) {
            costs.add((double) moved.cpuNanos() / moved.allDelivered());
        }
    }

    boolean isSteady() {
        List<Double> recent = costs.subList(Math.max(0, costs.size() - WINDOWS), costs.size());
        return recent.size() == WINDOWS
                && Collections.max(recent) <= WITHIN * Collections.min(recent);
    }
}
