package dev.wirelab.load.compare;

import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.transport.LoadProtocol;
import java.util.List;

/// How far wires are to be driven.
///
/// @param protocols the wires, in the order in which they are searched
/// @param workload what is asked at each step, but for what is raised
/// @param range in which loads are searched, of whole numbers
public record CapacityPlan(
        List<LoadProtocol> protocols,
        Objective objective,
        CapacityResult.By by,
        FanOut workload,
        Search.Range range) {
    /// Keeps its own copy.
    public CapacityPlan {
        protocols = List.copyOf(protocols);
    }

    /// What is asked at the lowest load that may be tried.
    public FanOut least() {
        return at(range.grain());
    }

    /// What is asked at the highest.
    public FanOut most() {
        return at(range.most());
    }

    /// What is asked at a load.
    FanOut at(double load) {
        return switch (by) {
            case READERS ->
                    new FanOut(
                            Math.toIntExact(Math.round(load)),
                            workload.rate(),
                            workload.textBytes(),
                            workload.timing());
            case RATE ->
                    new FanOut(workload.readers(), load, workload.textBytes(), workload.timing());
        };
    }
}
