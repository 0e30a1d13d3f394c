package dev.wirelab.load.compare;

import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Numbers;
import dev.wirelab.load.theory.TransportVariant;

/// A point of the sweep: a wire and a fan-out on it.
///
/// @param half whether a fit sees it or is held against it
public record GridPoint(TransportVariant protocol, FanOut workload, Half half) {
    /// Where it is in the space of workloads.
    Place place() {
        return new Place(
                workload.rate(),
                workload.readers(),
                workload.textBytes(),
                pollsAtIntervals() ? workload.timing().pollIntervalMillis() / 1e3 : 0);
    }

    /// Where its files go, under the comparison's folder.
    String folder() {
        return "crossover/%s/rate-%s-readers-%d-bytes-%d%s"
                .formatted(
                        protocol.id(),
                        Numbers.plain(workload.rate()),
                        workload.readers(),
                        workload.textBytes(),
                        pollsAtIntervals()
                                ? "-interval-" + workload.timing().pollIntervalMillis() + "ms"
                                : "");
    }

    private boolean pollsAtIntervals() {
        return protocol.transport().pollsAtIntervals();
    }
}
