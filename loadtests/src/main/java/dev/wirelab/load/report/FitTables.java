package dev.wirelab.load.report;

import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.NoFit;
import java.util.List;
import java.util.Locale;

/// How well each cost of each wire could be fitted, and which could not.
final class FitTables {
    private FitTables() {}

    static Block errors(List<Fit> fits) {
        return new Block.Table(
                List.of("wire", "cost", "fitted on", "checked on", "median factor", "worst factor"),
                fits.stream()
                        .map(fit ->
                                List.of(
                                        fit.transport(),
                                        fit.cost().id(),
                                        Integer.toString(fit.fitted()),
                                        Integer.toString(fit.checked()),
                                        factor(fit.medianFactor()),
                                        factor(fit.worstFactor())))
                        .toList());
    }

    /// Which wires are in no map of a cost, and why; nothing if all are.
    static List<Block> noFits(List<NoFit> noFits) {
        return noFits.isEmpty()
                ? List.of()
                : List.of(
                        new Block.Text("No fit, and so in no map of that cost:"),
                        new Block.Table(
                                List.of("wire", "cost", "why"),
                                noFits.stream()
                                        .map(none ->
                                                List.of(
                                                        none.transport(),
                                                        none.cost().id(),
                                                        none.why()))
                                        .toList()));
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, "%.3f", factor);
    }
}
