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
                .map(found -> found.summary(capacity.by()) + ".")
                .toList();
    }

    /// The blocks; none if no capacity was searched.
    static List<Block> of(ComparisonResult comparison) {
        CapacityResult capacity = comparison.capacity();
        if (capacity == null || capacity.transports().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(Texts.paragraph("capacity.objective", capacity.objective()));
        capacity.transports().stream()
                .flatMap(found -> found.steps().stream())
                .flatMap(attempt -> Stream.ofNullable(attempt.run().result()))
                .findFirst()
                .ifPresent(first -> blocks.add(firstStep(first.workload())));
        blocks.add(ResultTables.capacity(capacity));
        blocks.add(Texts.paragraph("capacity.at-least"));
        blocks.add(ResultTables.steps(capacity));
        return blocks;
    }

    private static Block firstStep(Workload workload) {
        return Texts.paragraph(
                "capacity.first-step",
                workload.sentence(),
                TextFormat.seconds(workload.timing().durationMillis()),
                TextFormat.seconds(workload.timing().warmUpMillis()),
                workload.timing().pollIntervalMillis());
    }
}
