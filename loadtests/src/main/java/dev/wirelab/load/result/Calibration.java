package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the load generator's client costs by itself on a row's transport: its run of the row's
/// workload against the null server, which stamps each delivery when it writes it. So the times
/// last from the write until the bytes were received, and are those of the client and the kernel.
///
/// @param deliveries how many
/// @param p50Micros their median, in microseconds
/// @param p99Micros their 99th percentile
/// @param cpuMicros CPU time of the load generator per delivery, publishers included; null: not
///   known
/// @param folder where the run's files are, under the comparison's folder
public record Calibration(
        long deliveries,
        long p50Micros,
        long p99Micros,
        @Nullable Double cpuMicros,
        String folder) {
    /// What a run against the null server found; empty if it was not completed, or a message did
    /// not arrive once and in order.
    public static Optional<Calibration> of(Run run) {
        return Optional.ofNullable(run.result())
                .filter(RunResult::isPerfect)
                .map(result -> {
                    Percentiles own = result.latency(Quantity.DELIVERY);
                    return new Calibration(
                            own.count(),
                            own.p50(),
                            own.p99(),
                            result.injectorMicrosPerDelivery(),
                            run.folder());
                });
    }

    /// The client's part of a figure in milliseconds; 0 of all but latencies.
    double millis(Figure figure) {
        return switch (figure) {
            case MEDIAN -> p50Micros / 1e3;
            case P99 -> p99Micros / 1e3;
            case BYTES, CPU, ALLOCATED, BYTES_UP, BYTES_DOWN, REQUESTS, HEADERS -> 0;
        };
    }
}
