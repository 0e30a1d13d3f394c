package dev.wirelab.load.report;

import dev.wirelab.load.stats.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Which rows of a workload differ in what, as far as the rule allows to tell.
final class DifferencesSection {
    private DifferencesSection() {}

    /// The blocks; none where there are no two rows that could be compared.
    static List<Block> of(Judged judged) {
        if (judged.rows().size() < 2 || judged.workload().isQuiet()) {
            return List.of();
        }
        List<List<String>> cells = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Decision decision : judged.sitting(measure).pairs()) {
                cells.add(
                        List.of(
                                measure.title(),
                                String.join(", ", names(decision)),
                                Verdict.cell(decision) + late(judged, measure, decision)));
            }
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Text(String.join(" ", Verdict.of(judged, ""))));
        blocks.add(new Block.Text(rule(judged)));
        blocks.add(new Block.Table(List.of("measure", "rows", "what was found"), cells));
        return blocks;
    }

    private static String rule(Judged judged) {
        String floors =
                Arrays.stream(Measure.values())
                        .map(measure -> measure.title() + " " + floor(judged, measure))
                        .collect(Collectors.joining(", "));
        return "A difference is told only if the confidence interval of the ratio of the runs' values leaves"
                + " 1 out and the ratio is farther from 1 than the noise floor, which an A/A pair told:"
                + " how far apart two equal rows come to lie here. Of 100 comparisons of equal rows at"
                + " most 5 would tell one, for each measure. Where none was found, one within the"
                + " interval in brackets may hide. Noise floor: "
                + floors
                + ".";
    }

    private static String floor(Judged judged, Measure measure) {
        OptionalDouble floor = judged.floor(measure);
        return floor.isPresent() ? Numbers.percentAbove(floor.getAsDouble()) : "not known";
    }

    /// Of which rows of a pair the load program's lateness tells, too.
    private static String late(Judged judged, Measure measure, Decision decision) {
        String late =
                names(decision).stream()
                        .filter(name -> judged.isInjectorBound(measure, name))
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
