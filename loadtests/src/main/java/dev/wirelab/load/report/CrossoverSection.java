package dev.wirelab.load.report;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.CrossoverMap;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.CrossoverTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Which wire is cheapest where, as fitted on half of the sweep, and how well the other half is
/// met.
final class CrossoverSection {
    /// How many fields a map has between two measured values.
    private static final int BETWEEN = 4;

    private final CrossoverResult crossover;
    private final List<Double> rates;
    private final List<Integer> readers;
    private final List<Integer> texts;
    private final List<Double> intervals;
    private final List<String> wires;

    private CrossoverSection(CrossoverResult crossover) {
        this.crossover = crossover;
        this.rates = levels(Place::rate);
        this.readers = levels(Place::readers);
        this.texts = levels(Place::textBytes);
        this.intervals =
                levels(Place::pollSeconds).stream().filter(seconds -> seconds > 0).toList();
        this.wires =
                crossover.points().stream().map(CrossoverResult.Measured::id).distinct().toList();
    }

    private <T extends Comparable<T>> List<T> levels(Function<Place, T> direction) {
        return crossover.points().stream()
                .map(point -> direction.apply(point.place()))
                .distinct()
                .sorted()
                .toList();
    }

    /// The blocks; none if no sweep was asked.
    static List<Block> of(ComparisonResult comparison) {
        CrossoverResult crossover = comparison.crossover();
        return crossover == null || crossover.points().isEmpty()
                ? List.of()
                : new CrossoverSection(crossover).blocks();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (crossover.fits().isEmpty()) {
            blocks.add(new Block.Text("Nothing of the sweep could be fitted."));
        } else {
            blocks.add(
                    new Block.Text(
                            "Each wire's cost as a sum of the model's terms, fitted on one half of the sweep's"
                                    + " points and checked on the other, which the fit did not see. A factor of 1.1"
                                    + " is a prediction of 1.1 times what was measured, or of 1/1.1 of it. A wire is"
                                    + " named in a map unless another is cheaper by more than both fits' worst"
                                    + " factors. Each point is one short run: nothing here is a difference found by"
                                    + " the rule of the rows above."));
            blocks.add(FitTables.errors(crossover.fits()));
        }
        FitTables.noFits(crossover.noFits()).forEach(blocks::add);
        for (Cost cost : Cost.values()) {
            cost(cost).forEach(blocks::add);
        }
        blocks.add(
                new Block.Text(
                        "Every point of the sweep. A dash: the run was not whole, or the load program was late by a quarter of the median, which spoils a latency:"));
        blocks.add(new Block.Table(CrossoverTable.HEADINGS, CrossoverTable.cells(crossover)));
        return List.copyOf(blocks);
    }

    /// Figures for the least and the largest size and interval, and one table with the cheapest at
    /// all values that the sweep had.
    private List<Block> cost(Cost cost) {
        List<Fit> fits = crossover.fits().stream().filter(fit -> fit.cost() == cost).toList();
        if (fits.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        List<List<String>> cells = new ArrayList<>();
        for (int text : texts) {
            for (double interval : intervals.isEmpty() ? List.of(0.0) : intervals) {
                if (isEnd(texts, text) && (intervals.isEmpty() || isEnd(intervals, interval))) {
                    blocks.add(figure(cost, text, interval, fits));
                }
                CrossoverMap map = CrossoverMap.of(cost, text, interval, rates, readers, fits);
                for (int count : readers) {
                    cells.add(row(map, count));
                }
            }
        }
        List<String> headings =
                Stream.concat(
                                Stream.of(
                                        "cheapest in %s%s"
                                                .formatted(
                                                        cost.id(),
                                                        missing(fits).isEmpty()
                                                                ? ""
                                                                : ", of those with a fit"),
                                        "short polls every",
                                        "readers"),
                                rates.stream().map(rate -> Numbers.plain(rate) + " messages/s"))
                        .toList();
        blocks.add(new Block.Table(headings, cells));
        return blocks;
    }

    private static <T> boolean isEnd(List<T> levels, T level) {
        return level.equals(levels.getFirst()) || level.equals(levels.getLast());
    }

    private Block figure(Cost cost, int text, double interval, List<Fit> fits) {
        List<Double> xs = between(rates);
        List<Double> ys = between(readers.stream().map(Integer::doubleValue).toList());
        List<Integer> counts = ys.stream().map(y -> (int) Math.round(y)).distinct().toList();
        CrossoverMap map = CrossoverMap.of(cost, text, interval, xs, counts, fits);
        return new Block.Figure(
                new Chart.Fields(
                        "messages a second",
                        "readers",
                        xs,
                        counts.stream().map(Integer::doubleValue).toList(),
                        map.fields().stream().map(CrossoverMap.Field::cheapest).toList(),
                        wires),
                "Cheapest in %s: texts of %d bytes%s. A striped field names several.%s"
                        .formatted(
                                cost.id(),
                                text,
                                interval == 0
                                        ? ""
                                        : ", short polls every " + Numbers.plain(interval) + " s",
                                missing(fits)));
    }

    /// Who is not in a map.
    private String missing(List<Fit> fits) {
        List<String> missing =
                wires.stream()
                        .filter(id -> fits.stream().noneMatch(fit -> fit.transport().equals(id)))
                        .toList();
        return missing.isEmpty() ? "" : " Without a fit: " + String.join(", ", missing) + ".";
    }

    private static List<String> row(CrossoverMap map, int readers) {
        return Stream.concat(
                        Stream.of(
                                map.textBytes() + " bytes",
                                map.pollSeconds() == 0
                                        ? "-"
                                        : Numbers.plain(map.pollSeconds()) + " s",
                                Integer.toString(readers)),
                        map.fields().stream()
                                .filter(field -> field.readers() == readers)
                                .map(field ->
                                        String.join(" or ", field.cheapest())
                                                + " ("
                                                + value(map.cost(), field.cost())
                                                + ")"))
                .toList();
    }

    private static String value(Cost cost, double value) {
        return switch (cost) {
            case BYTES -> Numbers.plain(value) + " bytes";
            case CPU -> Numbers.plain(value) + " µs";
            case LATENCY -> Numbers.plain(value / 1e3) + " ms";
        };
    }

    /// Measured values and what lies between them, in equal ratios.
    private static List<Double> between(List<Double> levels) {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i + 1 < levels.size(); i++) {
            double ratio = levels.get(i + 1) / levels.get(i);
            for (int k = 0; k < BETWEEN; k++) {
                all.add(levels.get(i) * Math.pow(ratio, (double) k / BETWEEN));
            }
        }
        all.add(levels.getLast());
        return all.stream().distinct().toList();
    }
}
