package dev.wirelab.load.compare;

import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.text.TextFormat;
import dev.wirelab.load.theory.TransportVariant;

/// A point of a sweep: a transport and a fan-out workload.
///
/// @param half whether it is used to fit or to check
public record GridPoint(TransportVariant protocol, FanOut workload, Half half)
        implements RunSchedule.Plan {
    /// Its position in the space of workloads.
    Place place() {
        return new Place(
                workload.rate(),
                workload.readers(),
                workload.textBytes(),
                pollsAtIntervals() ? workload.timing().pollIntervalMillis() / 1e3 : 0);
    }

    @Override
    public String folder() {
        return "crossover/%s/rate-%s-readers-%d-bytes-%d%s"
                .formatted(
                        protocol.id(),
                        TextFormat.exact(workload.rate()),
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
