package dev.wirelab.load.result;

import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.FanOut;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The numbers of one run.
///
/// @param runId the run's name in texts, users and its group
/// @param problem why it is not complete, or null
/// @param latencyMicros the percentiles of each [Quantity], by its id
/// @param clockOddities spans that came out negative
/// @param readersEndedEarly virtual users that stopped before the end, the publisher included
/// @param firstEnding what the first of them said, or null
/// @param meters what the lab's meters of this transport moved while it measured; null: not
///   measured
/// @param files names of the files with the histograms and of Gatling's report, under the result's
///   folder
public record RunResult(
        String runId,
        String transport,
        FanOut workload,
        RunState state,
        @Nullable String problem,
        Tally tally,
        Publishing publishing,
        Map<String, Percentiles> latencyMicros,
        long clockOddities,
        int readersEndedEarly,
        @Nullable String firstEnding,
        @Nullable Meters meters,
        List<String> files) {
    /// An injector whose own lag has a 99th percentile above this did not keep its schedule.
    public static final long INJECTOR_BOUND_MICROS = 5_000;

    /// Keeps its own copies.
    public RunResult {
        latencyMicros = Map.copyOf(latencyMicros);
        files = List.copyOf(files);
    }

    /// The percentiles of a quantity.
    public Percentiles latency(Quantity quantity) {
        Percentiles percentiles = latencyMicros.get(quantity.id());
        if (percentiles == null) {
            throw new IllegalStateException("a result without " + quantity.id());
        }
        return percentiles;
    }

    /// Whether every message came once, in order, as it was said, and all was measured.
    public boolean isPerfect() {
        return state == RunState.COMPLETE && tally.isPerfect() && readersEndedEarly == 0;
    }

    /// Whether the injector was late by itself, so that latencies tell of it and not of the wire.
    public boolean isInjectorBound() {
        return latency(Quantity.INJECTOR_LAG).p99() > INJECTOR_BOUND_MICROS
                || latency(Quantity.LOOP_LAG).p99() > INJECTOR_BOUND_MICROS;
    }

    /// Whether the publisher was late because it waited for the lab's answers.
    public boolean isAnswerBound() {
        return !isInjectorBound() && latency(Quantity.SEND_DELAY).p99() > INJECTOR_BOUND_MICROS;
    }

    /// Socket bytes from the clients for each delivered message.
    public OptionalDouble bytesUpPerMessage() {
        return meters == null ? OptionalDouble.empty() : perMessage((double) meters.bytesIn());
    }

    /// Socket bytes to the clients for each delivered message.
    public OptionalDouble bytesDownPerMessage() {
        return meters == null ? OptionalDouble.empty() : perMessage((double) meters.bytesOut());
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

    private OptionalDouble perMessage(double amount) {
        return tally.delivered() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(amount / tally.delivered());
    }
}
