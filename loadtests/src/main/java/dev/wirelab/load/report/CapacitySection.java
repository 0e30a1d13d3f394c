package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.table.ResultTables;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The capacity of each transport, and the steps of the search.
final class CapacitySection {
    private CapacitySection() {}

    /// The result, one sentence per transport.
    static List<String> lead(CapacityResult capacity) {
        return capacity.transports().stream()
                .map(found -> found.inOneLine(capacity.by()) + ".")
                .toList();
    }

    /// The blocks; none if no capacity was searched.
    static List<Block> of(ComparisonResult comparison) {
        CapacityResult capacity = comparison.capacity();
        if (capacity == null || capacity.transports().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Text(
                        ("The objective: %s of the delivery latency, measured from the moment at which a"
                                        + " message was due, and no message lost. The load was doubled until the"
                                        + " objective was missed, then the interval was bisected. Whether a load"
                                        + " met it was decided by two of at most three runs that agreed, unless one"
                                        + " run is stated.")
                                .formatted(capacity.objective())));
        capacity.transports().stream()
                .flatMap(found -> found.steps().stream())
                .flatMap(tried -> Stream.ofNullable(tried.run().result()))
                .findFirst()
                .ifPresent(first -> blocks.add(new Block.Text(firstStep(first.workload()))));
        blocks.add(ResultTables.capacity(capacity));
        blocks.add(
                new Block.Text(
                        "\"At least\": the search was ended by the load generator, which may share its cores"
                                + " with the lab, by the highest load or by the number of steps; the lab alone"
                                + " may sustain more. All steps:"));
        blocks.add(ResultTables.steps(capacity));
        return blocks;
    }

    private static String firstStep(Workload workload) {
        return "The first step: %s; each step was measured for %s s after a warm-up of %s s, with a poll interval of %d ms."
                .formatted(
                        workload.sentence(),
                        TextFormat.seconds(workload.timing().durationMillis()),
                        TextFormat.seconds(workload.timing().warmUpMillis()),
                        workload.timing().pollIntervalMillis());
    }
}
