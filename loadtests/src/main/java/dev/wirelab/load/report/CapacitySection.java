package dev.wirelab.load.report;

import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.CapacityTable;
import dev.wirelab.load.result.ComparisonResult;
import java.util.ArrayList;
import java.util.List;

/// How far each wire carried the objective, and every step that tells so.
final class CapacitySection {
    private CapacitySection() {}

    /// What was found, a sentence a wire; nothing if it was not asked.
    static List<String> lead(ComparisonResult comparison) {
        CapacityResult capacity = comparison.capacity();
        return capacity == null
                ? List.of()
                : capacity.wires().stream()
                        .map(wire -> wire.inOneLine(capacity.by()) + ".")
                        .toList();
    }

    /// The blocks; none if it was not asked, or nothing was tried.
    static List<Block> of(ComparisonResult comparison) {
        CapacityResult capacity = comparison.capacity();
        if (capacity == null || capacity.wires().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Text(
                        ("The objective: %s of the delivery latency from the moment a message was due, and"
                                        + " nothing lost. The load was doubled until that did not hold, then the"
                                        + " distance between the two was halved. What missed missed in two runs, and"
                                        + " what held held in two, of at most three each, unless one run is told.")
                                .formatted(capacity.objective())));
        capacity.wires().stream()
                .flatMap(wire -> wire.steps().stream())
                .map(tried -> tried.run().result())
                .filter(result -> result != null)
                .findFirst()
                .ifPresent(first ->
                        blocks.add(
                                new Block.Text(
                                        "The first step: %s; each step was measured for %s s after a warm-up of %s s, short polls every %d ms."
                                                .formatted(
                                                        first.workload().sentence(),
                                                        seconds(
                                                                first.workload()
                                                                        .timing()
                                                                        .durationMillis()),
                                                        seconds(
                                                                first.workload()
                                                                        .timing()
                                                                        .warmUpMillis()),
                                                        first.workload()
                                                                .timing()
                                                                .pollIntervalMillis()))));
        blocks.add(
                new Block.Table(CapacityTable.headings(capacity), CapacityTable.cells(capacity)));
        blocks.add(
                new Block.Text(
                        "\"At least\": the load program, which may share its cores with the lab, the most that"
                                + " was asked or the number of steps ended the search, and the lab alone may"
                                + " carry more. Every step:"));
        blocks.add(
                new Block.Table(
                        CapacityTable.stepHeadings(capacity), CapacityTable.steps(capacity)));
        return List.copyOf(blocks);
    }

    private static String seconds(long millis) {
        return Numbers.plain(millis / 1e3);
    }
}
