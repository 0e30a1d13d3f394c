package dev.wirelab.load.gate;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.stats.Quantile;
import dev.wirelab.load.text.TextFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A figure of a run by the name that an assertion gives it: `p99` or `round-trip.p99` of a
/// latency, `bytes`, `cpu`, or a count such as `lost`.
///
/// @param units the factors from a unit to that of the values; the first is the one in which a
///   value is printed
/// @param value the value in a run; NaN if it was not measured
/// @param isCount whether it is a count of messages, such as `lost`, so that rows that lost
///   messages are judged, too
record Metric(
        String name,
        List<Unit> units,
        ToDoubleFunction<RunResult> value,
        double percentile,
        boolean isCount) {
    /// A unit and its size.
    record Unit(String name, double size) {}

    private static final List<Unit> TIMES =
            List.of(new Unit("ms", 1e3), new Unit("us", 1), new Unit("µs", 1), new Unit("s", 1e6));

    private static final List<Unit> CPU_TIMES =
            List.of(new Unit("us", 1), new Unit("µs", 1), new Unit("ms", 1e3));

    private static final List<Unit> SIZES =
            List.of(new Unit("B", 1), new Unit("", 1), new Unit("kB", 1e3));

    private static final List<Unit> NUMBERS = List.of(new Unit("", 1));

    private static final Map<String, Double> PERCENTILES =
            Map.of("p50", 50.0, "p90", 90.0, "p95", 95.0, "p99", 99.0, "p99.9", 99.9, "max", 100.0);

    private static final List<Metric> OTHERS =
            List.of(
                    cost("bytes", SIZES, Figure.BYTES),
                    cost("bytes-up", SIZES, Figure.BYTES_UP),
                    cost("bytes-down", SIZES, Figure.BYTES_DOWN),
                    cost("allocated", SIZES, Figure.ALLOCATED),
                    cost("cpu", CPU_TIMES, Figure.CPU),
                    cost("requests", NUMBERS, Figure.REQUESTS),
                    count("lost", run -> run.tally().lost()),
                    count("duplicated", run -> run.tally().duplicated()),
                    count("out-of-order", run -> run.tally().outOfOrder()),
                    count("altered", run -> run.tally().altered()),
                    count("delivered", run -> run.tally().delivered()));

    private static Metric cost(String name, List<Unit> units, Figure figure) {
        return new Metric(name, units, figure::of, 0, false);
    }

    private static Metric count(String name, ToDoubleFunction<RunResult> value) {
        return new Metric(name, NUMBERS, value, 0, true);
    }

    /// The metric with a name; empty if there is none.
    static Optional<Metric> of(String name) {
        Optional<Metric> latency =
                Arrays.stream(Quantity.values())
                        .flatMap(quantity -> latency(quantity, name).stream())
                        .findFirst();
        return latency.isPresent()
                ? latency
                : OTHERS.stream().filter(metric -> metric.name.equals(name)).findFirst();
    }

    private static Optional<Metric> latency(Quantity quantity, String name) {
        String prefix = quantity.id() + ".";
        String percentile =
                name.startsWith(prefix)
                        ? name.substring(prefix.length())
                        : quantity == Quantity.DELIVERY ? name : "";
        return Optional.ofNullable(PERCENTILES.get(percentile))
                .map(number ->
                        new Metric(
                                name,
                                TIMES,
                                run -> micros(run.latency(quantity), percentile),
                                number,
                                false));
    }

    private static double micros(Percentiles times, String percentile) {
        if (times.count() == 0) {
            return Double.NaN;
        }
        return switch (percentile) {
            case "p95" -> times.p95();
            case "p99.9" -> times.p999();
            case "max" -> times.max();
            default -> times.of(percentile);
        };
    }

    /// All names, for an error message.
    static String names() {
        return Stream.concat(
                        Stream.of("p50", "p90", "p95", "p99", "p99.9", "max"),
                        OTHERS.stream().map(Metric::name))
                .collect(Collectors.joining(", "));
    }

    /// The values of a row's completed runs; empty if one has none.
    List<Double> values(Row row) {
        List<Double> values = row.values(value);
        return values.size() == row.runs().size() ? values : List.of();
    }

    /// The deliveries that each run needs for a reliable value.
    long leastCount() {
        return percentile == 0 || percentile == 100 ? 1 : new Quantile(percentile).leastCount();
    }

    /// The size of a unit; empty if this metric is not measured in it.
    Optional<Double> size(String unit) {
        return units.stream().filter(each -> each.name.equals(unit)).map(Unit::size).findFirst();
    }

    /// A value with its unit: `12.3 ms`.
    String text(double amount) {
        Unit unit = units.getFirst();
        return (TextFormat.rounded(amount / unit.size) + " " + unit.name).strip();
    }
}
