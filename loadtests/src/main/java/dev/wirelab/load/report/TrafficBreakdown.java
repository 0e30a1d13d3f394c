package dev.wirelab.load.report;

import dev.wirelab.load.chart.StackedBarChart;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The bytes of a workload's rows by purpose, from the lab's ledger; by direction where the lab
/// keeps no ledger.
final class TrafficBreakdown {
    private static final String UP = "to the lab";
    private static final String DOWN = "from the lab";

    private final List<String> parts;
    private final List<RowTraffic> rows;

    /// The traffic of all runs of one row.
    ///
    /// @param parts bytes by purpose
    /// @param headers bytes of TCP and IP headers, an estimate
    /// @param deliveries messages that were delivered
    /// @param seconds how long the meters were observed
    private record RowTraffic(
            String row,
            Map<String, Long> parts,
            OptionalLong headers,
            long deliveries,
            double seconds) {
        long bytes(String part) {
            return parts.getOrDefault(part, 0L);
        }

        double sum() {
            return parts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private TrafficBreakdown(List<RowTraffic> rows) {
        this.rows = rows;
        this.parts =
                rows.stream()
                        .flatMap(row -> row.parts().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
    }

    /// The traffic of these rows; rows without meters are left out.
    static TrafficBreakdown of(List<Row> rows) {
        boolean kept =
                rows.stream()
                        .flatMap(Row::results)
                        .map(RunResult::meters)
                        .filter(Objects::nonNull)
                        .allMatch(meters -> meters.ledger() != null);
        return new TrafficBreakdown(
                rows.stream().flatMap(row -> traffic(row, kept).stream()).toList());
    }

    private static Optional<RowTraffic> traffic(Row row, boolean kept) {
        long deliveries = 0;
        double seconds = 0;
        OptionalLong headers = OptionalLong.of(0);
        Map<String, Long> bytes = new TreeMap<>();
        for (RunResult run : row.results().toList()) {
            MeterReadings meters = run.meters();
            if (meters != null && run.watched() != null) {
                deliveries += run.watched().deliveries();
                seconds += meters.stampNanos() / 1e9;
                headers = plus(headers, run.segments());
                byPurpose(meters, kept).forEach((name, n) -> bytes.merge(name, n, Long::sum));
            }
        }
        return deliveries == 0
                ? Optional.empty()
                : Optional.of(new RowTraffic(row.title(), bytes, headers, deliveries, seconds));
    }

    private static OptionalLong plus(OptionalLong headers, @Nullable Long segments) {
        return headers.isEmpty() || segments == null
                ? OptionalLong.empty()
                : OptionalLong.of(headers.getAsLong() + segments * TcpSegments.HEADER_BYTES);
    }

    private static Map<String, Long> byPurpose(MeterReadings meters, boolean kept) {
        Ledger ledger = meters.ledger();
        if (!kept || ledger == null) {
            return Map.of(UP, meters.bytesIn(), DOWN, meters.bytesOut());
        }
        Map<String, Long> both = new TreeMap<>(ledger.in());
        ledger.out().forEach((name, bytes) -> both.merge(name, bytes, Long::sum));
        both.values().removeIf(bytes -> bytes == 0);
        return both;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    StackedBarChart chart() {
        return new StackedBarChart(
                "bytes of TCP payload per delivered message",
                parts,
                rows.stream()
                        .map(row ->
                                new StackedBarChart.Bar(
                                        row.row(),
                                        parts.stream()
                                                .map(part ->
                                                        (double) row.bytes(part) / row.deliveries())
                                                .toList()))
                        .toList());
    }

    /// The bytes of a delivered message, one line per purpose, and the TCP and IP headers.
    Block.Table perMessage() {
        return table("bytes a message", row -> (double) row.deliveries());
    }

    /// The bytes per second, in the same lines.
    Block.Table perSecond() {
        return table("bytes a second", RowTraffic::seconds);
    }

    private Block.Table table(String what, ToDoubleFunction<RowTraffic> unit) {
        List<List<String>> lines = new ArrayList<>();
        for (String part : parts) {
            lines.add(line(part, row -> cell(row, (double) row.bytes(part), unit)));
        }
        lines.add(line("sum", row -> cell(row, row.sum(), unit)));
        lines.add(
                line(
                        "headers of TCP and IP besides (estimated)",
                        row ->
                                row.headers().isPresent()
                                        ? cell(row, (double) row.headers().getAsLong(), unit)
                                        : "not known"));
        return new Block.Table(line(what, RowTraffic::row), lines);
    }

    private static String cell(RowTraffic row, double bytes, ToDoubleFunction<RowTraffic> unit) {
        return TextFormat.rounded(bytes / unit.applyAsDouble(row));
    }

    private List<String> line(String name, Function<RowTraffic, String> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        rows.forEach(row -> cells.add(cell.apply(row)));
        return cells;
    }
}
