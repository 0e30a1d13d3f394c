package dev.wirelab.load.report;

import dev.wirelab.load.page.Block;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// The significant differences between the rows of a workload.
final class DifferencesSection {
    private DifferencesSection() {}

    /// The blocks; none where there are no two rows to compare.
    static List<Block> of(ComparableRows rows) {
        if (rows.rows().size() < 2 || rows.workload().isQuiet()) {
            return List.of();
        }
        List<List<String>> cells = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Decision decision : rows.test(measure).pairs()) {
                cells.add(
                        List.of(
                                measure.title(),
                                String.join(", ", names(decision)),
                                Conclusions.cell(decision) + late(rows, measure, decision)));
            }
        }
        return List.of(
                new Block.Text(String.join(" ", Conclusions.of(rows, ""))),
                new Block.Text(rule(rows)),
                new Block.Table(List.of("measure", "rows", "result"), cells));
    }

    private static String rule(ComparableRows rows) {
        String floors =
                Arrays.stream(Measure.values())
                        .map(measure -> measure.title() + " " + floor(rows, measure))
                        .collect(Collectors.joining(", "));
        return "A difference is reported only if the confidence interval of the ratio excludes 1 and"
                + " the ratio exceeds the noise floor: how far apart two equal rows (an A/A pair)"
                + " were measured here. With equal rows, at most 5 of 100 comparisons report a"
                + " difference, for each measure. Where none was found, one within the interval in"
                + " parentheses may exist. Noise floor: "
                + floors
                + ".";
    }

    private static String floor(ComparableRows rows, Measure measure) {
        OptionalDouble floor = rows.floor(measure);
        return floor.isPresent() ? TextFormat.percentAbove(floor.getAsDouble()) : "not known";
    }

    private static String late(ComparableRows rows, Measure measure, Decision decision) {
        String late =
                names(decision).stream()
                        .filter(name -> rows.isInjectorBound(measure, name))
                        .collect(Collectors.joining(", "));
        return late.isEmpty() ? "" : "; injector-bound: " + late;
    }

    private static List<String> names(Decision decision) {
        return switch (decision) {
            case Decision.Lower lower -> List.of(lower.lower(), lower.higher());
            case Decision.NotFound none -> List.of(none.first(), none.second());
            case Decision.Undecided undecided -> List.of(undecided.first(), undecided.second());
        };
    }
}
