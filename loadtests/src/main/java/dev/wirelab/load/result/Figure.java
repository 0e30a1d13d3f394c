package dev.wirelab.load.result;

import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.stats.Quantile;
import dev.wirelab.load.stats.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A figure of a run, with its name in files, tables and comparisons. All but the latencies are
/// costs per delivered message, or in an idle workload per connection and second.
public enum Figure {
    /// Median of the delivery latency, in microseconds.
    MEDIAN("delivery.p50", "median latency", "ms", 3, run -> latency(run, "p50")),
    /// 99th percentile of the delivery latency, in microseconds.
    P99("delivery.p99", "p99 latency", "ms", 3, run -> latency(run, "p99")),
    /// Socket bytes in both directions.
    BYTES("bytes", "bytes/msg", "bytes", 1, run -> meter(run, m -> m.bytesIn() + m.bytesOut())),
    /// Microseconds of the CPU time of the lab's process.
    CPU("cpuMicros", "CPU us/msg", "µs", 2, run -> meter(run, MeterReadings::cpuNanos) / 1e3),
    /// Heap memory that the lab's process allocates.
    ALLOCATED("allocatedBytes", "allocated bytes/msg", "bytes", 1, Figure::allocated),
    /// Socket bytes from the clients.
    BYTES_UP("bytesUp", "bytes up/msg", "bytes", 1, run -> meter(run, MeterReadings::bytesIn)),
    /// Socket bytes to the clients.
    BYTES_DOWN(
            "bytesDown", "bytes down/msg", "bytes", 1, run -> meter(run, MeterReadings::bytesOut)),
    /// HTTP requests.
    REQUESTS("requests", "requests/msg", "requests", 4, run -> meter(run, MeterReadings::requests)),
    /// The headers of TCP and IP in both directions: over a link whose engine counts packets all
    /// that is not payload, including what was sent again; otherwise an estimate.
    HEADERS("tcpIpHeaderBytes", "TCP/IP header bytes/msg", "bytes", 1, Figure::headers);

    /// The figures by which rows are compared.
    public static final List<Figure> COMPARED =
            List.of(MEDIAN, P99, BYTES, REQUESTS, CPU, ALLOCATED);

    private final String id;
    private final String title;
    private final String unit;
    private final int digits;

    @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
    private final ToDoubleFunction<RunResult> amount;

    Figure(String id, String title, String unit, int digits, ToDoubleFunction<RunResult> amount) {
        this.id = id;
        this.title = title;
        this.unit = unit;
        this.digits = digits;
        this.amount = amount;
    }

    /// Its name in tables and sentences.
    public String title() {
        return title;
    }

    /// Its unit in tables and sentences.
    public String unit() {
        return unit;
    }

    /// The digits after the point in a table of all rows.
    public int digits() {
        return digits;
    }

    /// The factor from a value to its unit in tables.
    public double scale() {
        return percentile() == null ? 1 : 1e-3;
    }

    /// Whether it is counted, so that it is the same in every run but for the noise of its divisor;
    /// the others are times and amounts that vary.
    public boolean isCount() {
        return switch (this) {
            case BYTES, BYTES_UP, BYTES_DOWN, REQUESTS -> true;
            case MEDIAN, P99, CPU, ALLOCATED, HEADERS -> false;
        };
    }

    /// The percentile of the delivery latency that it is, or null.
    public @Nullable String percentile() {
        return this == MEDIAN ? "p50" : this == P99 ? "p99" : null;
    }

    /// Its value for a run; NaN if it was not measured, or there is nothing to divide by.
    public double of(RunResult run) {
        double value = amount.applyAsDouble(run);
        if (percentile() != null) {
            return value;
        }
        if (run.workload().isQuiet()) {
            return ratio(value, seconds(run) * run.tally().expected());
        }
        boolean still = value == 0 && (this == CPU || this == ALLOCATED);
        return still || run.meterWindow() == null
                ? Double.NaN
                : ratio(value, (double) run.meterWindow().deliveries());
    }

    /// The value of a row in its unit: of a latency the percentile of all runs together, of
    /// everything else the median of the runs; empty if it was not measured.
    public OptionalDouble shown(Row row) {
        if (isCold(row)) {
            return OptionalDouble.empty();
        }
        String percentile = percentile();
        Percentiles latency = row.latency(Quantity.DELIVERY);
        if (percentile == null) {
            return row.median(this::of);
        }
        return latency.count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(latency.of(percentile) * scale());
    }

    /// The values of a row's runs in their unit, for a significance test; empty unless every run
    /// was completed and has enough deliveries for a reliable value.
    ///
    /// @param name the name of the sample
    public Optional<Sample> sample(String name, Row row) {
        if (isCold(row)) {
            return Optional.empty();
        }
        boolean reliable = row.isComplete() && row.results().allMatch(this::isReliable);
        List<Double> values = row.values(run -> scale() * of(run));
        return reliable && values.size() == row.runs().size()
                ? Optional.of(new Sample(name, values, row.clientMillis(this)))
                : Optional.empty();
    }

    /// Whether it is the CPU time of a lab that was not warmed up.
    private boolean isCold(Row row) {
        return this == CPU && row.cold();
    }

    private boolean isReliable(RunResult run) {
        Quantile quantile = this == P99 ? Quantile.P99 : Quantile.MEDIAN;
        return percentile() == null
                ? run.tally().delivered() > 0
                : run.latency(Quantity.DELIVERY).count() >= quantile.leastCount();
    }

    /// All figures of a run, and percentiles of every [Quantity], by their names in files; without
    /// those that were not measured.
    static Map<String, Double> all(RunResult run) {
        Map<String, Double> figures = new LinkedHashMap<>();
        run.latencyMicros()
                .forEach((quantity, latency) -> {
                    for (String name : List.of("p50", "p90", "p99")) {
                        double micros = latency.count() == 0 ? Double.NaN : latency.of(name);
                        figures.put(quantity + "." + name, micros);
                    }
                });
        String unit = run.workload().isQuiet() ? "PerConnectionSecond" : "PerMessage";
        for (Figure figure : values()) {
            String name = figure.percentile() == null ? figure.id + unit : figure.id;
            figures.put(name, figure.of(run));
        }
        figures.put("cpuMicrosPerSecond", idleCpu(run));
        figures.values().removeIf(value -> value.isNaN());
        return figures;
    }

    /// Microseconds of the lab's CPU per second in an idle workload, all connections together; NaN
    /// if it was not measured.
    public static double idleCpu(RunResult run) {
        return run.workload().isQuiet()
                ? ratio(CPU.amount.applyAsDouble(run), seconds(run))
                : Double.NaN;
    }

    private static double ratio(double amount, double divisor) {
        return divisor == 0 ? Double.NaN : amount / divisor;
    }

    private static double seconds(RunResult run) {
        return meter(run, MeterReadings::stampNanos) / 1e9;
    }

    private static double latency(RunResult run, String percentile) {
        Percentiles latency = run.latency(Quantity.DELIVERY);
        return latency.count() == 0 ? Double.NaN : latency.of(percentile);
    }

    private static double meter(RunResult run, ToDoubleFunction<MeterReadings> amount) {
        return run.meters() == null ? Double.NaN : amount.applyAsDouble(run.meters());
    }

    private static double allocated(RunResult run) {
        return meter(run, MeterReadings::allocatedBytes);
    }

    private static double headers(RunResult run) {
        if (run.ip() != null) {
            return run.ip().bytes() - meter(run, meters -> meters.bytesIn() + meters.bytesOut());
        }
        return run.segments() == null
                ? Double.NaN
                : (double) run.segments() * TcpSegments.HEADER_BYTES;
    }
}
