package dev.wirelab.load.report;

import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
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

    static {
        HELD.put("heap, bytes", LabProcess::heapBytes);
        HELD.put("resident memory, bytes", LabProcess::residentBytes);
        HELD.put("kernel's socket memory, bytes (both ends)", LabProcess::socketBytes);
        HELD.put("threads", LabProcess::threads);
        HELD.put("file descriptors", LabProcess::fileDescriptors);
    }

    private IdleSection() {}

    /// The blocks; none with fewer than three sizes.
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
        return cells.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Text(
                                "The slope of a straight line through the idle rows, with its interval of"
                                        + " confidence 0.95: one more connection costs so much. An interval"
                                        + " that holds 0 is no cost that was found."),
                        new Block.Table(
                                List.of("row", "what", "each connection", "0.95", "at none", "R²"),
                                cells));
    }

    private static Map<Double, Double> points(
            ComparisonResult comparison, String id, ToDoubleFunction<LabProcess> value) {
        Map<Double, Double> points = new LinkedHashMap<>();
        for (Row row : comparison.rows()) {
            if (row.id().equals(id) && row.workload() instanceof Idle idle) {
                double[] values =
                        row.results()
                                .map(RunResult::process)
                                .filter(process -> process != null)
                                .mapToDouble(value)
                                .toArray();
                if (values.length > 0) {
                    points.put((double) idle.readers(), new Median().evaluate(values));
                }
            }
        }
        return points;
    }
}
