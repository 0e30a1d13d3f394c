package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.stats.Slope;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The cost of an idle connection: slopes over the idle rows.
final class IdleSection {
    /// What the lab's process held; NaN where 0 means unknown.
    private static final List<Resource> RESOURCES =
            List.of(
                    new Resource("heap, bytes", process -> known(process.heapBytes())),
                    new Resource("resident memory, bytes", ProcessSnapshot::residentBytes),
                    new Resource("socket buffers, bytes (both ends)", ProcessSnapshot::socketBytes),
                    new Resource(
                            "kernel's slab memory, bytes (both ends)",
                            process -> known(process.slabBytes())),
                    new Resource("threads", ProcessSnapshot::threads),
                    new Resource("file descriptors", ProcessSnapshot::fileDescriptors));

    private static final List<Column<Line>> SLOPES =
            List.of(
                    column("row", Line::id),
                    column("what", line -> line.resource().name()),
                    column(
                            "per connection",
                            line -> TextFormat.rounded(line.slope().perUnit().estimate())),
                    column("95 % interval", line -> TextFormat.range(line.slope().perUnit())),
                    column(
                            "at 0 connections",
                            line -> TextFormat.rounded(line.slope().intercept())),
                    column("R²", line -> TextFormat.rounded(line.slope().fit())));

    private record Resource(String name, ToDoubleFunction<ProcessSnapshot> amount) {
        double of(RunResult run) {
            return run.process() == null ? Double.NaN : amount.applyAsDouble(run.process());
        }
    }

    private record Line(String id, Resource resource, Slope slope) {}

    private IdleSection() {}

    /// The blocks: slopes if there are three sizes or more, and the measurements of each row; none
    /// without idle rows.
    static List<Block> of(ComparisonResult comparison) {
        List<Row> idle =
                comparison.rows().stream().filter(row -> row.workload() instanceof Idle).toList();
        List<Block> blocks = new ArrayList<>();
        List<Line> slopes = slopes(idle);
        if (!slopes.isEmpty()) {
            blocks.add(Texts.paragraph("idle.slopes"));
            blocks.add(Block.Table.of(SLOPES, slopes));
        }
        if (!idle.isEmpty()) {
            blocks.add(Texts.paragraph("idle.rows"));
            blocks.add(Block.Table.of(measurements(), idle));
        }
        return blocks;
    }

    private static List<Line> slopes(List<Row> idle) {
        List<Line> slopes = new ArrayList<>();
        for (String id :
                idle.stream()
                        .filter(row -> row.twinOf() == null)
                        .map(Row::id)
                        .distinct()
                        .toList()) {
            for (Resource resource : RESOURCES) {
                Slope.of(points(idle, id, resource))
                        .ifPresent(slope -> slopes.add(new Line(id, resource, slope)));
            }
        }
        return slopes;
    }

    private static Map<Double, Double> points(List<Row> idle, String id, Resource resource) {
        Map<Double, Double> points = new LinkedHashMap<>();
        for (Row row : idle) {
            if (row.id().equals(id) && row.workload() instanceof Idle workload) {
                row.median(resource::of)
                        .ifPresent(median -> points.put((double) workload.readers(), median));
            }
        }
        return points;
    }

    private static List<Column<Row>> measurements() {
        List<Column<Row>> columns = new ArrayList<>(List.of(column("row", Row::folder)));
        for (Resource resource : RESOURCES) {
            columns.add(median(resource.name(), resource::of));
        }
        columns.add(median("CPU µs/s", Figure::idleCpu));
        columns.add(median("bytes up/connection/s", Figure.BYTES_UP::of));
        columns.add(median("bytes down/connection/s", Figure.BYTES_DOWN::of));
        columns.add(median("requests/connection/s", Figure.REQUESTS::of));
        return columns;
    }

    private static Column<Row> median(String heading, ToDoubleFunction<RunResult> value) {
        return column(
                heading,
                row -> {
                    OptionalDouble median = row.median(value);
                    return median.isEmpty() ? "-" : TextFormat.rounded(median.getAsDouble());
                });
    }

    /// The value; NaN if it is 0, which means unknown.
    private static double known(long bytes) {
        return bytes == 0 ? Double.NaN : bytes;
    }
}
