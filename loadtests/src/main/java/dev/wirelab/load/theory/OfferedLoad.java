package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Mixed;
import dev.wirelab.load.plan.Population;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.Workload;
import java.util.List;

/// A workload as the model sees it. Times are in microseconds.
///
/// @param deliveries how many deliveries are measured in a run
/// @param messages how many messages are published for them
/// @param readers how many sessions read
/// @param largestGroup the readers of the message that most sessions read
/// @param burstSize how many messages are due to a reader at the same moment
/// @param durationMicros how long messages are published
/// @param intervalMicros the poll interval
/// @param holdMicros how long the lab holds a long poll while there is no event
/// @param cutsMicros when all readers lose their connections, from the start
/// @param awayMicros how long they stay disconnected then
public record OfferedLoad(
        long deliveries,
        long messages,
        int readers,
        int largestGroup,
        int burstSize,
        double durationMicros,
        double intervalMicros,
        double holdMicros,
        List<Double> cutsMicros,
        double awayMicros) {
    private static final double MICROS = 1e3;

    /// Copies the list.
    public OfferedLoad {
        cutsMicros = List.copyOf(cutsMicros);
    }

    /// The load of a workload.
    public static OfferedLoad of(Workload workload) {
        Population population = workload.population("any");
        return new OfferedLoad(
                population.expected(),
                population.streams().stream().mapToLong(stream -> stream.messages()).sum(),
                population.readers().size(),
                population.streams().stream()
                        .mapToInt(stream -> stream.readers().size())
                        .max()
                        .orElse(0),
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

    /// Messages to one reader per microsecond.
    double messagesPerMicro() {
        return deliveries / (readers * durationMicros);
    }

    /// Published messages per delivery.
    double messagesPerDelivery() {
        return (double) messages / deliveries;
    }
}
