package dev.wirelab.load.report;

import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figures;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.Spread;
import dev.wirelab.load.stats.Slope;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/// The cost of an idle connection: slopes over the idle rows.
final class IdleSection {
    private static final Map<String, ToDoubleFunction<ProcessSnapshot>> HELD =
            new LinkedHashMap<>();
    private static final String NONE = "-";
    private static final List<String> FIGURES =
            List.of(
                    Figures.CPU_PER_SECOND,
                    Figures.BYTES_UP_IDLE,
                    Figures.BYTES_DOWN_IDLE,
                    Figures.REQUESTS_IDLE);
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
        HELD.put("heap, bytes", process -> known(process.heapBytes()));
        HELD.put("resident memory, bytes", ProcessSnapshot::residentBytes);
        HELD.put("socket buffers, bytes (both ends)", ProcessSnapshot::socketBytes);
        HELD.put("kernel's slab memory, bytes (both ends)", process -> known(process.slabBytes()));
        HELD.put("threads", ProcessSnapshot::threads);
        HELD.put("file descriptors", ProcessSnapshot::fileDescriptors);
    }

    private IdleSection() {}

    /// The blocks: slopes if there are three sizes or more, and the measurements of each row; none
    /// without idle rows.
    static List<Block> of(ComparisonResult comparison) {
        List<Row> idle =
                comparison.rows().stream().filter(row -> row.workload() instanceof Idle).toList();
        List<Block> blocks = new ArrayList<>();
        List<List<String>> slopes = slopes(idle);
        if (!slopes.isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "The slope of a straight line through the idle rows, with its 95 % confidence"
                                    + " interval: the cost of one more connection. If the interval contains 0, no"
                                    + " cost was found. Socket buffers hold data in transit, so they are empty on an"
                                    + " idle connection; the kernel's own structures are in its slab memory. Both"
                                    + " are those of the whole machine, including the load generator's end."));
            blocks.add(
                    new Block.Table(
                            List.of(
                                    "row",
                                    "what",
                                    "per connection",
                                    "95 % interval",
                                    "at 0 connections",
                                    "R²"),
                            slopes));
        }
        if (!idle.isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "The lab's process after all clients had connected, and traffic and CPU time per"
                                    + " second while it was idle (medians of the runs). A dash: there is no"
                                    + " connection to divide by, or the lab was not started here, so that its"
                                    + " process could not be measured."));
            blocks.add(new Block.Table(HEADINGS, idle.stream().map(IdleSection::held).toList()));
        }
        return blocks;
    }

    private static List<List<String>> slopes(List<Row> idle) {
        List<List<String>> cells = new ArrayList<>();
        for (String id :
                idle.stream()
                        .filter(row -> row.twinOf() == null)
                        .map(Row::id)
                        .distinct()
                        .toList()) {
            HELD.forEach((name, value) ->
                    Slope.of(points(idle, id, value))
                            .ifPresent(slope ->
                                    cells.add(
                                            List.of(
                                                    id,
                                                    name,
                                                    TextFormat.rounded(slope.perUnit().estimate()),
                                                    TextFormat.range(slope.perUnit()),
                                                    TextFormat.rounded(slope.intercept()),
                                                    TextFormat.rounded(slope.fit())))));
        }
        return cells;
    }

    private static Map<Double, Double> points(
            List<Row> idle, String id, ToDoubleFunction<ProcessSnapshot> value) {
        Map<Double, Double> points = new LinkedHashMap<>();
        for (Row row : idle) {
            if (row.id().equals(id) && row.workload() instanceof Idle workload) {
                median(row, value)
                        .ifPresent(median -> points.put((double) workload.readers(), median));
            }
        }
        return points;
    }

    private static List<String> held(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.folder()));
        for (ToDoubleFunction<ProcessSnapshot> value : HELD.values()) {
            OptionalDouble median = median(row, value);
            cells.add(median.isEmpty() ? NONE : TextFormat.rounded(median.getAsDouble()));
        }
        for (String figure : FIGURES) {
            Spread spread = row.merged() == null ? null : row.merged().figures().get(figure);
            cells.add(spread == null ? NONE : TextFormat.rounded(spread.median()));
        }
        return cells;
    }

    private static OptionalDouble median(Row row, ToDoubleFunction<ProcessSnapshot> value) {
        double[] values =
                row.results()
                        .map(RunResult::process)
                        .filter(Objects::nonNull)
                        .mapToDouble(value)
                        .filter(Double::isFinite)
                        .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(new Median().evaluate(values));
    }

    /// The value; NaN if it is 0, which means unknown.
    private static double known(long bytes) {
        return bytes == 0 ? Double.NaN : bytes;
    }
}
