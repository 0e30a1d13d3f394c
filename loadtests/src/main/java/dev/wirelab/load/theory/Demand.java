package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.Cast;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Mixed;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.Workload;
import java.util.List;

/// What a workload asks, as the model sees it.
///
/// @param deliveries how many are measured in a run
/// @param messages how many are said for them
/// @param readers how many read
/// @param largestGroup the readers of the message that most read
/// @param atOnce how many messages are due to a reader at the same moment
/// @param durationMicros how long messages are said
/// @param intervalMicros from one short poll of a reader to its next
/// @param holdMicros how long the lab holds a long poll that nothing comes for
/// @param cutsMicros when all readers lose their connections, from the beginning
/// @param awayMicros how long they stay away then
public record Demand(
        long deliveries,
        long messages,
        int readers,
        int largestGroup,
        int atOnce,
        double durationMicros,
        double intervalMicros,
        double holdMicros,
        List<Double> cutsMicros,
        double awayMicros) {
    private static final double MICROS = 1e3;

    /// Keeps its own copy.
    public Demand {
        cutsMicros = List.copyOf(cutsMicros);
    }

    /// That of a workload.
    public static Demand of(Workload workload) {
        Cast cast = workload.cast("any");
        return new Demand(
                cast.expected(),
                cast.streams().stream().mapToLong(stream -> stream.messages()).sum(),
                cast.readers().size(),
                cast.streams().stream().mapToInt(stream -> stream.readers().size()).max().orElse(0),
                switch (workload) {
                    case Burst burst -> burst.speakers() * burst.each();
                    case FanOut _, Private _, Idle _, Churn _, Mixed _ -> 1;
                },
                workload.timing().durationMillis() * MICROS,
                workload.timing().pollIntervalMillis() * MICROS,
                workload.timing().pollWaitSeconds() * 1e6,
                workload.cutsMillis().stream().map(millis -> millis * MICROS).toList(),
                workload.awayMillis() * MICROS);
    }

    /// Messages to one reader in a microsecond.
    double perReaderMicro() {
        return deliveries / (readers * durationMicros);
    }

    /// Messages for each delivery.
    double share() {
        return (double) messages / deliveries;
    }
}
