package dev.wirelab.load.report;

import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Slope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/// What a connection that waits costs: slopes over the idle rows.
final class IdleSection {
    private static final Map<String, ToDoubleFunction<LabProcess>> HELD = new LinkedHashMap<>();

    private static final String NONE = "-";
    private static final List<String> HEADINGS =
            List.of(
                    "row",
                    "heap, bytes",
                    "resident, bytes",
                    "socket buffers, bytes",
                    "kernel's slab, bytes",
                    "threads",
                    "file descriptors",
                    "CPU µs/s",
                    "bytes up/connection/s",
                    "bytes down/connection/s",
                    "requests/connection/s");

    static {
        HELD.put("heap, bytes", process -> told(process.heapBytes()));
        HELD.put("resident memory, bytes", LabProcess::residentBytes);
        HELD.put("socket buffers, bytes (both ends)", LabProcess::socketBytes);
        HELD.put("kernel's slab memory, bytes (both ends)", process -> told(process.slabBytes()));
        HELD.put("threads", LabProcess::threads);
        HELD.put("file descriptors", LabProcess::fileDescriptors);
    }

    private IdleSection() {}

    /// The blocks: slopes if there are three sizes or more, and what each row held; none without
    /// idle rows.
    static List<Block> of(ComparisonResult comparison) {
        List<String> ids =
                comparison.rows().stream()
                        .filter(row -> row.workload() instanceof Idle && row.twinOf() == null)
                        .map(Row::id)
                        .distinct()
                        .toList();
        List<List<String>> cells = new ArrayList<>();
        for (String id : ids) {
            HELD.forEach((name, value) ->
                    Slope.of(points(comparison, id, value))
                            .ifPresent(slope ->
                                    cells.add(
                                            List.of(
                                                    id,
                                                    name,
                                                    Numbers.plain(slope.perUnit().estimate()),
                                                    Numbers.range(slope.perUnit()),
                                                    Numbers.plain(slope.intercept()),
                                                    Numbers.plain(slope.fit())))));
        }
        List<Block> blocks = new ArrayList<>();
        if (!cells.isEmpty()) {
            blocks.addAll(
                    List.of(
                            new Block.Text(
                                    "The slope of a straight line through the idle rows, with its interval of"
                                            + " confidence 0.95: one more connection costs so much. An interval"
                                            + " that holds 0 is no cost that was found. Socket buffers hold"
                                            + " what is under way, so nothing of a connection that waits; what"
                                            + " the kernel itself keeps of it is in its slab memory. Both are"
                                            + " those of the whole machine, the load program's ends too."),
                            new Block.Table(
                                    List.of(
                                            "row",
                                            "what",
                                            "each connection",
                                            "0.95",
                                            "at none",
                                            "R²"),
                                    cells)));
        }
        List<List<String>> rows =
                comparison.rows().stream()
                        .filter(row -> row.workload() instanceof Idle)
                        .map(IdleSection::held)
                        .toList();
        if (!rows.isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "What the lab's process held when everyone was connected, and what passed and was"
                                    + " computed in each second of quiet (medians of the runs). A dash: there is"
                                    + " no connection to divide by, or the lab was not started here, so that its"
                                    + " process could not be looked at."));
            blocks.add(new Block.Table(HEADINGS, rows));
        }
        return List.copyOf(blocks);
    }

    private static List<String> held(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.folder()));
        for (ToDoubleFunction<LabProcess> value : HELD.values()) {
            double[] values = values(row, value);
            cells.add(values.length == 0 ? NONE : Numbers.plain(new Median().evaluate(values)));
        }
        for (String figure :
                List.of(
                        Figures.CPU_PER_SECOND,
                        Figures.BYTES_UP_IDLE,
                        Figures.BYTES_DOWN_IDLE,
                        Figures.REQUESTS_IDLE)) {
            Spread spread = row.merged() == null ? null : row.merged().figures().get(figure);
            cells.add(spread == null ? NONE : Numbers.plain(spread.median()));
        }
        return cells;
    }

    private static double[] values(Row row, ToDoubleFunction<LabProcess> value) {
        return row.results()
                .map(RunResult::process)
                .filter(process -> process != null)
                .mapToDouble(value)
                .filter(Double::isFinite)
                .toArray();
    }

    /// What is never 0 unless it is not told.
    private static double told(long bytes) {
        return bytes == 0 ? Double.NaN : bytes;
    }

    private static Map<Double, Double> points(
            ComparisonResult comparison, String id, ToDoubleFunction<LabProcess> value) {
        Map<Double, Double> points = new LinkedHashMap<>();
        for (Row row : comparison.rows()) {
            if (row.id().equals(id) && row.workload() instanceof Idle idle) {
                double[] values = values(row, value);
                if (values.length > 0) {
                    points.put((double) idle.readers(), new Median().evaluate(values));
                }
            }
        }
        return points;
    }
}
