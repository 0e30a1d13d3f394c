package dev.wirelab.load.result;

import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/// The figures of a run that are compared over repeats.
public final class Figures {
    /// Median of the delivery latency, in microseconds.
    public static final String DELIVERY_P50 = "delivery.p50";

    /// 99th percentile of the delivery latency, in microseconds.
    public static final String DELIVERY_P99 = "delivery.p99";

    /// Socket bytes from the clients per delivered message.
    public static final String BYTES_UP = "bytesUpPerMessage";

    /// Socket bytes to the clients per delivered message.
    public static final String BYTES_DOWN = "bytesDownPerMessage";

    /// Bytes of the headers of TCP and IP per delivered message, both directions: an estimate.
    public static final String HEADERS = "tcpIpHeaderBytesPerMessage";

    /// HTTP requests per delivered message.
    public static final String REQUESTS = "requestsPerMessage";

    /// Microseconds of the lab's CPU per delivered message.
    public static final String CPU_MICROS = "cpuMicrosPerMessage";

    /// Bytes that the lab allocated per delivered message.
    public static final String ALLOCATED = "allocatedBytesPerMessage";

    /// Idle: microseconds of the lab's CPU per second, all connections together.
    public static final String CPU_PER_SECOND = "cpuMicrosPerSecond";

    /// Idle: socket bytes from each client per second.
    public static final String BYTES_UP_IDLE = "bytesUpPerConnectionSecond";

    /// Idle: socket bytes to each client per second.
    public static final String BYTES_DOWN_IDLE = "bytesDownPerConnectionSecond";

    /// Idle: HTTP requests of each client per second.
    public static final String REQUESTS_IDLE = "requestsPerConnectionSecond";

    /// Idle: microseconds of the lab's CPU for each connection per second.
    public static final String CPU_IDLE = "cpuMicrosPerConnectionSecond";

    private Figures() {}

    /// The figures of one run by name, without those that were not measured.
    public static Map<String, Double> of(RunResult run) {
        Map<String, Double> figures = new LinkedHashMap<>();
        run.latencyMicros()
                .forEach((id, latency) -> {
                    if (latency.count() > 0) {
                        figures.put(id + ".p50", (double) latency.p50());
                        figures.put(id + ".p90", (double) latency.p90());
                        figures.put(id + ".p99", (double) latency.p99());
                    }
                });
        if (run.workload().isQuiet() && run.meters() != null) {
            quiet(figures, run.meters(), run.tally().expected());
        }
        put(figures, BYTES_UP, run.bytesUpPerMessage());
        put(figures, BYTES_DOWN, run.bytesDownPerMessage());
        put(figures, HEADERS, run.headerBytesPerMessage());
        put(figures, REQUESTS, run.requestsPerMessage());
        put(figures, CPU_MICROS, run.cpuMicrosPerMessage());
        put(figures, ALLOCATED, run.allocatedBytesPerMessage());
        return figures;
    }

    /// The costs of idle connections; each of them expects one message afterwards.
    private static void quiet(Map<String, Double> figures, MeterReadings meters, long connections) {
        double seconds = meters.stampNanos() / 1e9;
        figures.put(CPU_PER_SECOND, meters.cpuNanos() / 1e3 / seconds);
        if (connections > 0) {
            double each = connections * seconds;
            figures.put(BYTES_UP_IDLE, meters.bytesIn() / each);
            figures.put(BYTES_DOWN_IDLE, meters.bytesOut() / each);
            figures.put(REQUESTS_IDLE, meters.requests() / each);
            figures.put(CPU_IDLE, meters.cpuNanos() / 1e3 / each);
        }
    }

    /// The name of a percentile of a quantity.
    public static String of(Quantity quantity, String percentile) {
        return quantity.id() + "." + percentile;
    }

    private static void put(Map<String, Double> figures, String name, OptionalDouble value) {
        value.ifPresent(number -> figures.put(name, number));
    }
}
