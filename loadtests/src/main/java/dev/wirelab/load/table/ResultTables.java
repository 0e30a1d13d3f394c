package dev.wirelab.load.table;

import static dev.wirelab.load.page.Block.column;
import static dev.wirelab.load.text.TextFormat.exact;
import static dev.wirelab.load.text.TextFormat.fixed;
import static dev.wirelab.load.text.TextFormat.millis;

import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.page.Block.Table;
import dev.wirelab.load.result.Calibration;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.CrossoverResult.Measured;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Merged;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Results as tables of all their numbers, for reports, a wide terminal and CSV files.
public final class ResultTables {
    private static final String NOT_MEASURED = "not measured";

    /// The cell of a value that does not exist.
    private static final String NONE = "-";

    private static final List<Column<Row>> ROWS =
            List.of(
                    column("workload", row -> row.workload().folder()),
                    column("row", Row::id),
                    column("poll s", row -> row.pollSeconds().orElse(NONE)),
                    column("runs", row -> merged(row, "failed", m -> Long.toString(m.runs()))),
                    column("expected", row -> count(row, merged -> merged.tally().expected())),
                    column("delivered", row -> count(row, merged -> merged.tally().delivered())),
                    column("lost", row -> count(row, merged -> merged.tally().lost())),
                    column("duplicated", row -> count(row, merged -> merged.tally().duplicated())),
                    column("out of order", row -> count(row, m -> m.tally().outOfOrder())),
                    column("p50 ms", row -> latency(row, Percentiles::p50)),
                    column("of repeats", ResultTables::medians),
                    column("p99 ms", row -> latency(row, Percentiles::p99)),
                    column("max ms", row -> latency(row, Percentiles::max)),
                    cost(Figure.BYTES_UP),
                    cost(Figure.BYTES_DOWN),
                    cost(Figure.REQUESTS),
                    cost(Figure.CPU),
                    column("injector-bound", row -> orNone(row.late("p50", "p99"))));

    private ResultTables() {}

    /// One line per row.
    public static Table rows(ComparisonResult comparison) {
        return Table.of(ROWS, comparison.rows());
    }

    /// One line per client that was calibrated; the A/A rows have those of the rows they repeat.
    public static Optional<Table> calibrations(ComparisonResult comparison) {
        List<Row> calibrated =
                comparison.rows().stream()
                        .filter(row -> row.calibration() != null && row.twinOf() == null)
                        .toList();
        return calibrated.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Table.of(
                                List.of(
                                        column("client of", Row::folder),
                                        client("deliveries", c -> Long.toString(c.deliveries())),
                                        client("p50 ms", c -> millis(c.p50Micros())),
                                        client("p99 ms", c -> millis(c.p99Micros())),
                                        client(
                                                "its CPU us/delivery",
                                                c ->
                                                        c.cpuMicros() == null
                                                                ? NOT_MEASURED
                                                                : fixed(1, c.cpuMicros())),
                                        client("files", Calibration::folder)),
                                calibrated));
    }

    private static Column<Row> client(String heading, Function<Calibration, String> cell) {
        return column(
                heading, row -> row.calibration() == null ? NONE : cell.apply(row.calibration()));
    }

    /// One line per row for programs: one number a cell, its unit in the heading, and an empty cell
    /// where there is none.
    public static Table tidyRows(ComparisonResult comparison) {
        List<Column<Row>> columns = new ArrayList<>();
        columns.add(column("workload", row -> row.workload().folder()));
        columns.add(column("row", Row::id));
        columns.add(column("transport", Row::transport));
        columns.add(column("repeats_row", row -> row.twinOf() == null ? "" : row.twinOf()));
        columns.add(column("poll_interval_s", row -> row.pollSeconds().orElse("")));
        columns.add(column("runs", row -> merged(row, "", m -> Long.toString(m.runs()))));
        columns.add(tally("expected", DeliveryCounts::expected));
        columns.add(tally("delivered", DeliveryCounts::delivered));
        columns.add(tally("lost", DeliveryCounts::lost));
        columns.add(tally("duplicated", DeliveryCounts::duplicated));
        columns.add(tally("out_of_order", DeliveryCounts::outOfOrder));
        columns.add(tally("altered", DeliveryCounts::altered));
        columns.add(percentile("p50_ms", Percentiles::p50));
        columns.addAll(spread("p50", "_ms", Figure.MEDIAN));
        columns.add(percentile("p90_ms", Percentiles::p90));
        columns.add(percentile("p99_ms", Percentiles::p99));
        columns.addAll(spread("p99", "_ms", Figure.P99));
        columns.add(percentile("p99.9_ms", Percentiles::p999));
        columns.add(percentile("max_ms", Percentiles::max));
        for (boolean quiet : List.of(false, true)) {
            String per = quiet ? "_per_connection_second" : "_per_message";
            columns.add(median("bytes_up" + per, Figure.BYTES_UP, quiet));
            columns.add(median("bytes_down" + per, Figure.BYTES_DOWN, quiet));
            columns.add(median("requests" + per, Figure.REQUESTS, quiet));
            columns.add(median("cpu_us" + per, Figure.CPU, quiet));
        }
        columns.addAll(spread("cpu", "_us_per_message", Figure.CPU));
        columns.add(median("allocated_bytes_per_message", Figure.ALLOCATED, false));
        columns.add(
                column(
                        "injector_bound_runs",
                        row ->
                                Long.toString(
                                        row.results()
                                                .filter(run -> run.injector().bound())
                                                .count())));
        return Table.of(columns, comparison.rows());
    }

    private static Column<Row> tally(String heading, ToLongFunction<DeliveryCounts> count) {
        return column(
                heading, row -> merged(row, "", m -> Long.toString(count.applyAsLong(m.tally()))));
    }

    private static Column<Row> percentile(String heading, ToLongFunction<Percentiles> micros) {
        return column(
                heading,
                row -> {
                    Percentiles latency = row.latency(Quantity.DELIVERY);
                    return latency.count() == 0 ? "" : millis(micros.applyAsLong(latency));
                });
    }

    private static Column<Row> median(String heading, Figure figure, boolean quiet) {
        return column(
                heading,
                row ->
                        row.workload().isQuiet() != quiet
                                ? ""
                                : figure.shown(row).stream()
                                        .mapToObj(value -> fixed(figure.digits(), value))
                                        .findFirst()
                                        .orElse(""));
    }

    /// The least and the most of the runs.
    private static List<Column<Row>> spread(String name, String unit, Figure figure) {
        return List.of(
                column(name + "_least_run" + unit, row -> end(row, figure, Spread::least)),
                column(name + "_most_run" + unit, row -> end(row, figure, Spread::most)));
    }

    private static String end(Row row, Figure figure, ToDoubleFunction<Spread> end) {
        List<Double> values = row.values(run -> figure.of(run) * figure.scale());
        return values.isEmpty() || row.workload().isQuiet()
                ? ""
                : fixed(figure.digits(), end.applyAsDouble(Spread.of(values)));
    }

    private static String merged(Row row, String otherwise, Function<Merged, String> cell) {
        return row.merged() == null ? otherwise : cell.apply(row.merged());
    }

    private static String count(Row row, ToLongFunction<Merged> count) {
        return merged(row, NONE, merged -> Long.toString(count.applyAsLong(merged)));
    }

    private static String latency(Row row, ToLongFunction<Percentiles> micros) {
        Percentiles latency = row.latency(Quantity.DELIVERY);
        return latency.count() == 0 ? NONE : millis(micros.applyAsLong(latency));
    }

    private static String medians(Row row) {
        List<Double> medians = row.values(Figure.MEDIAN::of);
        if (medians.isEmpty()) {
            return NONE;
        }
        Spread spread = Spread.of(medians);
        return millis(spread.least()) + " to " + millis(spread.most());
    }

    private static Column<Row> cost(Figure figure) {
        return column(
                figure.title(),
                row -> {
                    if (row.workload().isQuiet() || row.merged() == null) {
                        return NONE;
                    }
                    return figure.shown(row).stream()
                            .mapToObj(value -> fixed(figure.digits(), value))
                            .findFirst()
                            .orElse(NOT_MEASURED);
                });
    }

    private static String orNone(String cell) {
        return cell.isEmpty() ? NONE : cell;
    }

    /// One line per transport of a capacity search.
    public static Table capacity(CapacityResult capacity) {
        String unit = capacity.by().unit();
        return Table.of(
                List.of(
                        column("transport", CapacityResult.Transport::id),
                        column("most " + unit + " at which it held", ResultTables::highestHeld),
                        column("least at which not", found -> load(found.lowestMissed())),
                        column("what ran out", ResultTables::limit),
                        column("steps", found -> Integer.toString(found.steps().size()))),
                capacity.transports());
    }

    private static String highestHeld(CapacityResult.Transport found) {
        if (found.isInjectors()) {
            return "not known";
        }
        return found.highestHeld() == null
                ? "none"
                : (found.atLeast() ? "at least " : "")
                        + exact(found.highestHeld())
                        + (found.confirmed() ? "" : " in one run");
    }

    private static String load(@Nullable Double load) {
        return load == null ? NONE : exact(load);
    }

    private static String limit(CapacityResult.Transport found) {
        return found.finished() ? found.limit().description() : "not known: the search was cut off";
    }

    /// A step of a search.
    ///
    /// @param number from 1 for each transport
    private record NumberedStep(String transport, int number, CapacityResult.Attempt attempt) {
        String measured(Function<Step, String> cell) {
            return attempt.step().isMeasured() ? cell.apply(attempt.step()) : NONE;
        }

        String latency() {
            RunResult run = attempt.run().result();
            return run == null || run.latency(Quantity.DELIVERY).count() == 0
                    ? NONE
                    : measured(step -> millis(step.latencyMicros()));
        }

        String judgement() {
            return switch (attempt.judgement()) {
                case HELD -> "held";
                case BROKEN ->
                        attempt.step().isMeasured()
                                ? "missed"
                                : "failed: " + attempt.step().failure();
                case INJECTOR_BOUND -> "missed, and the load generator was late";
            };
        }

        String limit() {
            return switch (attempt.judgement()) {
                case HELD -> "";
                case BROKEN, INJECTOR_BOUND -> attempt.limit().description();
            };
        }
    }

    /// One line per step of each transport, in their order.
    public static Table steps(CapacityResult capacity) {
        List<NumberedStep> steps = new ArrayList<>();
        for (CapacityResult.Transport found : capacity.transports()) {
            IntStream.range(0, found.steps().size())
                    .mapToObj(i -> new NumberedStep(found.id(), i + 1, found.steps().get(i)))
                    .forEach(steps::add);
        }
        String percentile = "p" + exact(capacity.objective().percentile()) + " ms";
        return Table.of(
                List.of(
                        column("transport", NumberedStep::transport),
                        column("step", step -> Integer.toString(step.number())),
                        column(capacity.by().unit(), step -> exact(step.attempt().step().load())),
                        column(percentile, NumberedStep::latency),
                        column("lost", step -> step.measured(s -> Long.toString(s.lost()))),
                        column("lab's cores", step -> step.measured(s -> fixed(2, s.labCpu()))),
                        column(
                                "load generator's cores",
                                step -> step.measured(s -> fixed(2, s.injectorCpu()))),
                        column(
                                "load generator late p99 ms",
                                step -> step.measured(s -> millis(s.injectorLagMicros()))),
                        column("judged", NumberedStep::judgement),
                        column("what ran out", NumberedStep::limit),
                        column("files", step -> step.attempt().run().folder())),
                steps);
    }

    /// One line per point of a sweep.
    public static Table points(CrossoverResult crossover) {
        return Table.of(
                List.of(
                        column("transport", Measured::id),
                        column("messages/s", point -> exact(point.place().rate())),
                        column("readers", point -> Integer.toString(point.place().readers())),
                        column("text bytes", point -> Integer.toString(point.place().textBytes())),
                        column("poll interval s", ResultTables::pollSeconds),
                        column("half", point -> point.half() == null ? NONE : point.half().id()),
                        column("bytes/msg", point -> cost(point, Cost.BYTES, 1)),
                        column("CPU us/msg", point -> cost(point, Cost.CPU, 1)),
                        column("p50 ms", point -> cost(point, Cost.LATENCY, 1e-3)),
                        column("files", point -> point.run().folder())),
                crossover.points());
    }

    private static String pollSeconds(Measured point) {
        double seconds = point.place().pollSeconds();
        return seconds == 0 ? NONE : exact(seconds);
    }

    private static String cost(Measured point, Cost cost, double scale) {
        Double value = point.point().costs().get(cost);
        return value == null ? NONE : fixed(3, value * scale);
    }
}
