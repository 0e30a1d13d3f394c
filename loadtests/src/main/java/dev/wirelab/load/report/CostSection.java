package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.chart.StackedBarChart;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The costs of a delivered message in each row of a workload: bytes by purpose, or by direction
/// where the lab keeps no ledger; requests, the lab's CPU time and allocation.
final class CostSection {
    private static final List<Column<Row>> COLUMNS =
            List.of(
                    column("row", Row::title),
                    cost("bytes up", Figure.BYTES_UP),
                    cost("bytes down", Figure.BYTES_DOWN),
                    cost("requests", Figure.REQUESTS),
                    cost("lab's CPU, µs", Figure.CPU),
                    cost("lab allocates, bytes", Figure.ALLOCATED));

    /// The traffic of all runs of one row.
    ///
    /// @param parts bytes by purpose
    /// @param headers bytes of TCP and IP headers; NaN: not known
    /// @param exact whether they were counted; otherwise they are an estimate
    /// @param deliveries messages that were delivered
    /// @param seconds how long the meters were observed
    private record Traffic(
            String row,
            Map<String, Long> parts,
            double headers,
            boolean exact,
            double deliveries,
            double seconds) {
        double bytes(String part) {
            return parts.getOrDefault(part, 0L);
        }

        double sum() {
            return parts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// A line of a table of bytes.
    private record Line(String name, ToDoubleFunction<Traffic> bytes) {
        String cell(Traffic row, double unit) {
            double each = bytes.applyAsDouble(row) / unit;
            return Double.isNaN(each) ? "not known" : TextFormat.rounded(each);
        }
    }

    private CostSection() {}

    /// The blocks; none for an idle workload, in which no message is delivered, or if the lab has
    /// no meters.
    static List<Block> of(ComparableRows rows) {
        boolean ledger = rows.all().stream().flatMap(Row::results).allMatch(CostSection::hasLedger);
        List<Traffic> traffic =
                rows.all().stream().flatMap(row -> traffic(row, ledger).stream()).toList();
        if (rows.workload().isQuiet() || traffic.isEmpty()) {
            return List.of();
        }
        List<String> parts =
                traffic.stream()
                        .flatMap(row -> row.parts().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
        return List.of(
                new Block.Figure(chart(traffic, parts), Texts.of("cost.chart")),
                table("bytes a message", traffic, parts, Traffic::deliveries),
                Texts.paragraph("cost.per-second"),
                table("bytes a second", traffic, parts, Traffic::seconds),
                new Block.Text(explanation(rows)),
                Block.Table.of(
                        COLUMNS,
                        rows.all().stream()
                                .filter(row -> Figure.BYTES_UP.shown(row).isPresent())
                                .toList()));
    }

    private static boolean hasLedger(RunResult run) {
        return run.meters() == null || run.meters().ledger() != null;
    }

    private static Optional<Traffic> traffic(Row row, boolean ledger) {
        long deliveries = 0;
        double seconds = 0;
        double headers = 0;
        boolean exact = true;
        Map<String, Long> bytes = new TreeMap<>();
        for (RunResult run : row.results().toList()) {
            MeterReadings meters = run.meters();
            if (meters != null && run.meterWindow() != null) {
                deliveries += run.meterWindow().deliveries();
                seconds += meters.stampNanos() / 1e9;
                headers += headers(run, meters);
                exact &= run.ip() != null;
                parts(meters, ledger).forEach((name, n) -> bytes.merge(name, n, Long::sum));
            }
        }
        return deliveries == 0
                ? Optional.empty()
                : Optional.of(new Traffic(row.title(), bytes, headers, exact, deliveries, seconds));
    }

    /// Of TCP and IP: what the link's engine counted beside the payload, or an estimate.
    private static double headers(RunResult run, MeterReadings meters) {
        if (run.ip() != null) {
            return run.ip().bytes() - (double) (meters.bytesIn() + meters.bytesOut());
        }
        return run.segments() == null ? Double.NaN : run.segments() * TcpSegments.HEADER_BYTES;
    }

    private static Map<String, Long> parts(MeterReadings meters, boolean byPurpose) {
        Ledger ledger = meters.ledger();
        if (!byPurpose || ledger == null) {
            return Map.of("to the lab", meters.bytesIn(), "from the lab", meters.bytesOut());
        }
        Map<String, Long> both = new TreeMap<>(ledger.in());
        ledger.out().forEach((name, bytes) -> both.merge(name, bytes, Long::sum));
        both.values().removeIf(bytes -> bytes == 0);
        return both;
    }

    private static StackedBarChart chart(List<Traffic> rows, List<String> parts) {
        List<StackedBarChart.Bar> bars = new ArrayList<>();
        for (Traffic row : rows) {
            List<Double> values =
                    parts.stream().map(part -> row.bytes(part) / row.deliveries()).toList();
            bars.add(new StackedBarChart.Bar(row.row(), values));
        }
        return new StackedBarChart("bytes of TCP payload per delivered message", parts, bars);
    }

    /// A column for each row, a line for each purpose, their sum, and the TCP and IP headers.
    private static Block.Table table(
            String what, List<Traffic> rows, List<String> parts, ToDoubleFunction<Traffic> unit) {
        List<Column<Line>> columns = new ArrayList<>(List.of(column(what, Line::name)));
        for (Traffic row : rows) {
            columns.add(column(row.row(), line -> line.cell(row, unit.applyAsDouble(row))));
        }
        List<Line> lines = new ArrayList<>();
        parts.forEach(part -> lines.add(new Line(part, row -> row.bytes(part))));
        lines.add(new Line("sum", Traffic::sum));
        boolean exact = rows.stream().allMatch(Traffic::exact);
        lines.add(
                new Line(
                        exact
                                ? "headers of TCP and IP and what was sent again (counted)"
                                : "headers of TCP and IP besides (estimated)",
                        Traffic::headers));
        return Block.Table.of(columns, lines);
    }

    private static String explanation(ComparableRows rows) {
        boolean ledger =
                rows.all().stream()
                        .flatMap(Row::results)
                        .anyMatch(run -> run.meters() != null && hasLedger(run));
        return Texts.of(
                "cost.figures", rows.repeatsExplained(), ledger ? Texts.of("cost.ledger") : ".");
    }

    private static Column<Row> cost(String heading, Figure figure) {
        return column(heading, row -> ComparableRows.repeats(row, figure).orElse("not measured"));
    }
}
