package dev.wirelab.load.compare;

import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.theory.TransportVariant;
import java.util.List;
import java.util.Optional;

/// The plan of a capacity search.
///
/// @param protocols the transports, in the order of the search
/// @param workload the workload of each step, except for what is increased
/// @param range the range of loads, whole numbers
public record CapacityPlan(
        List<TransportVariant> protocols,
        Objective objective,
        CapacityResult.By by,
        FanOut workload,
        Search.Range range) {
    /// The same without loads that deliver less than this in a step; empty if the first one does.
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
        return at(load).population("any").expected();
    }

    /// The workload of the first step.
    public FanOut first() {
        return at(range.start());
    }

    /// The workload at the highest load.
    public FanOut most() {
        return at(range.most());
    }

    /// The workload at a load.
    FanOut at(double load) {
        return switch (by) {
            case READERS ->
                    new FanOut(
                            Math.toIntExact(Math.round(load)),
                            workload.rate(),
                            workload.textBytes(),
                            workload.binary(),
                            workload.timing());
            case RATE ->
                    new FanOut(
                            workload.readers(),
                            load,
                            workload.textBytes(),
                            workload.binary(),
                            workload.timing());
        };
    }
}
