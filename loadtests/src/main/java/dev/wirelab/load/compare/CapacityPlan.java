package dev.wirelab.load.compare;

import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.theory.TransportVariant;
import java.util.List;
import java.util.Optional;

/// How far wires are to be driven.
///
/// @param protocols the wires, in the order in which they are searched
/// @param workload what is asked at each step, but for what is raised
/// @param range in which loads are searched, of whole numbers
public record CapacityPlan(
        List<TransportVariant> protocols,
        Objective objective,
        CapacityResult.By by,
        FanOut workload,
        Search.Range range) {
    /// Keeps its own copy.
    public CapacityPlan {
        protocols = List.copyOf(protocols);
    }

    /// The same, but at no load is less delivered than this in a step; nothing if at the first one
    /// there already is.
    ///
    /// @param deliveries from 1
    public Optional<CapacityPlan> delivering(long deliveries) {
        int enough = Math.toIntExact(Math.round(range.start()));
        if (due(enough) < deliveries) {
            return Optional.empty();
        }
        int few = 0;
        while (enough - few > 1) {
            int middle = (few + enough) / 2;
            if (due(middle) < deliveries) {
                few = middle;
            } else {
                enough = middle;
            }
        }
        return Optional.of(
                new CapacityPlan(protocols, objective, by, workload, range.notBelow(enough)));
    }

    private long due(int load) {
        return at(load).cast("any").expected();
    }

    /// What is asked at the load that is tried first.
    public FanOut first() {
        return at(range.start());
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
