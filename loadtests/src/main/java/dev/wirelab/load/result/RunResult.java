package dev.wirelab.load.result;

import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.plan.Workload;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The numbers of one run.
///
/// @param runId the run's name in texts, users and its group
/// @param protocol the id of the load protocol: the transport's, or that of a variant of it
/// @param transport the transport's id, whose meters these are
/// @param loadAverage the system's over the last minute, when the run began; negative if not known
/// @param problem why it is not complete, or null
/// @param latencyMicros the percentiles of each [Quantity], by its id
/// @param injector whether the load program itself was late
/// @param injectorCores how many cores the load program kept busy while it measured; null: not
///   known
/// @param clockOddities spans that came out negative
/// @param readersEndedEarly virtual users that stopped before the end, the publisher included
/// @param firstEnding what the first of them said, or null
/// @param warmUpLost messages of the warm-up that never came
/// @param meters what the lab's meters of this transport moved while it measured; null: not
///   measured
/// @param watched what else belongs to the time in which the meters were watched; null: they were
///   not
/// @param segments TCP segments of all connections of this machine while the meters were watched;
///   null: not told
/// @param http what the run's HTTP requests named; null: no reader logged in
/// @param process what the lab's process held when everyone was connected; null: not looked at
/// @param storms what happened when all readers lost their connections
/// @param files names of the files with the histograms and of Gatling's report, under the result's
///   folder
public record RunResult(
        String runId,
        String protocol,
        String transport,
        Workload workload,
        double loadAverage,
        RunState state,
        @Nullable String problem,
        Tally tally,
        Publishing publishing,
        Map<String, Percentiles> latencyMicros,
        InjectorCheck injector,
        @Nullable Double injectorCores,
        long clockOddities,
        int readersEndedEarly,
        @Nullable String firstEnding,
        long warmUpLost,
        @Nullable Meters meters,
        @Nullable Watched watched,
        @Nullable Long segments,
        @Nullable HttpNames http,
        @Nullable LabProcess process,
        List<Storm> storms,
        List<String> files) {
    /// A publisher whose send delay has a 99th percentile above this share of the delivery
    /// latency's, though the injector kept its time, was held up by the lab's answers.
    private static final double ANSWER_BOUND_SHARE = InjectorCheck.SHARE;

    /// Keeps its own copies.
    public RunResult {
        latencyMicros = Map.copyOf(latencyMicros);
        storms = List.copyOf(storms);
        files = List.copyOf(files);
    }

    /// The percentiles of a quantity.
    public Percentiles latency(Quantity quantity) {
        return latencyMicros.getOrDefault(quantity.id(), Percentiles.NONE);
    }

    /// Whether every message came once, in order, as it was said, and all was measured.
    public boolean isPerfect() {
        return state == RunState.COMPLETE
                && tally.isPerfect()
                && warmUpLost == 0
                && readersEndedEarly == 0;
    }

    /// Whether the publisher was late because it waited for the lab's answers.
    public boolean isAnswerBound() {
        long allowed =
                Math.max(
                        InjectorCheck.FLOOR_MICROS,
                        Math.round(latency(Quantity.DELIVERY).p99() * ANSWER_BOUND_SHARE));
        return !injector.bound() && latency(Quantity.SEND_DELAY).p99() > allowed;
    }

    /// Socket bytes from the clients for each delivered message.
    public OptionalDouble bytesUpPerMessage() {
        return meters == null ? OptionalDouble.empty() : perMessage((double) meters.bytesIn());
    }

    /// Socket bytes to the clients for each delivered message.
    public OptionalDouble bytesDownPerMessage() {
        return meters == null ? OptionalDouble.empty() : perMessage((double) meters.bytesOut());
    }

    /// Bytes of the headers of TCP and IP for each delivered message, both directions: an estimate.
    public OptionalDouble headerBytesPerMessage() {
        return segments == null
                ? OptionalDouble.empty()
                : perMessage((double) segments * TcpSegments.HEADER_BYTES);
    }

    /// HTTP requests for each delivered message.
    public OptionalDouble requestsPerMessage() {
        return meters == null ? OptionalDouble.empty() : perMessage((double) meters.requests());
    }

    /// Microseconds of the lab's CPU for each delivered message.
    public OptionalDouble cpuMicrosPerMessage() {
        return meters == null || meters.cpuNanos() == 0
                ? OptionalDouble.empty()
                : perMessage(meters.cpuNanos() / 1000.0);
    }

    /// Bytes that the lab allocated for each delivered message.
    public OptionalDouble allocatedBytesPerMessage() {
        return meters == null || meters.allocatedBytes() == 0
                ? OptionalDouble.empty()
                : perMessage((double) meters.allocatedBytes());
    }

    /// How many cores the lab kept busy while messages were due.
    public OptionalDouble labCores() {
        return watched == null || watched.labCores() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(watched.labCores());
    }

    private OptionalDouble perMessage(double amount) {
        return watched == null || watched.deliveries() == 0 || workload.isQuiet()
                ? OptionalDouble.empty()
                : OptionalDouble.of(amount / watched.deliveries());
    }
}
