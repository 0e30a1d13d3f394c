package dev.wirelab.load.report;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.text.TextFormat;
import java.util.stream.Stream;

/// The conditions of a workload in one sentence.
final class Heading {
    private Heading() {}

    /// `100 readers …; loopback; 3 runs each, with their spread; all 90,000 messages in order.`
    static String of(ComparableRows workload, ComparisonResult comparison) {
        DeliveryCounts counts =
                workload.rows().stream()
                        .flatMap(row -> Stream.ofNullable(row.merged()))
                        .map(merged -> merged.tally())
                        .reduce(DeliveryCounts.NONE, DeliveryCounts::plus);
        String expected = TextFormat.grouped(counts.expected());
        String delivered =
                counts.isPerfect()
                        ? "all %s messages in order".formatted(expected)
                        : "%s of %s messages delivered"
                                .formatted(TextFormat.grouped(counts.delivered()), expected);
        int runs = workload.rows().stream().mapToInt(row -> row.runs().size()).max().orElse(0);
        return "%s; %s; %s; %s."
                .formatted(
                        TextFormat.capitalized(workload.workload().sentence()),
                        place(comparison),
                        runs == 1 ? "one run each" : runs + " runs each, with their spread",
                        delivered);
    }

    private static String place(ComparisonResult comparison) {
        return comparison.link() != null
                ? "link " + comparison.link().name()
                : comparison.isOnLoopback() ? "loopback" : comparison.target();
    }
}
