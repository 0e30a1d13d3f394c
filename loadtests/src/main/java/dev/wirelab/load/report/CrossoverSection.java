package dev.wirelab.load.report;

import dev.wirelab.load.chart.MapChart;
import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.CrossoverMap;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.NoFit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.table.CrossoverTable;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The cheapest transport over a space of workloads, from models fitted on half of a sweep, and
/// their errors on the other half.
final class CrossoverSection {
    /// The number of fields of a map per step from one measured value to the next.
    private static final int BETWEEN = 4;

    private final CrossoverResult crossover;
    private final List<Double> rates;
    private final List<Integer> readers;
    private final List<Integer> texts;
    private final List<Double> intervals;
    private final List<String> transports;

    private CrossoverSection(CrossoverResult crossover) {
        this.crossover = crossover;
        this.rates = levels(Place::rate);
        this.readers = levels(Place::readers);
        this.texts = levels(Place::textBytes);
        this.intervals =
                levels(Place::pollSeconds).stream().filter(seconds -> seconds > 0).toList();
        this.transports =
                crossover.points().stream().map(CrossoverResult.Measured::id).distinct().toList();
    }

    private <T extends Comparable<T>> List<T> levels(Function<Place, T> direction) {
        return crossover.points().stream()
                .map(point -> direction.apply(point.place()))
                .distinct()
                .sorted()
                .toList();
    }

    /// The blocks; none without a sweep.
    static List<Block> of(ComparisonResult comparison) {
        CrossoverResult crossover = comparison.crossover();
        return crossover == null || crossover.points().isEmpty()
                ? List.of()
                : new CrossoverSection(crossover).blocks();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (crossover.fits().isEmpty()) {
            blocks.add(new Block.Text("No cost of the sweep could be fitted."));
        } else {
            blocks.add(
                    new Block.Text(
                            "Each transport's cost as a sum of the model's terms, fitted on half of the points"
                                    + " and checked on the other half. A factor of 1.1 means that the prediction"
                                    + " is 1.1 times the measurement, or 1/1.1 of it. A map names a transport"
                                    + " unless another is cheaper by more than the worst factors of both fits."
                                    + " Each point is one short run: these are not significant differences by the"
                                    + " rule of the rows above."));
            blocks.add(errors());
        }
        if (!crossover.noFits().isEmpty()) {
            blocks.add(new Block.Text("No fit, and therefore not in the maps of that cost:"));
            blocks.add(noFits());
        }
        for (Cost cost : Cost.values()) {
            blocks.addAll(cost(cost));
        }
        blocks.add(
                new Block.Text(
                        "Every point of the sweep. A dash: the run was incomplete, or the load generator was late by a quarter of the median, which invalidates a latency."));
        blocks.add(new Block.Table(CrossoverTable.HEADINGS, CrossoverTable.cells(crossover)));
        return blocks;
    }

    private Block errors() {
        return new Block.Table(
                List.of(
                        "transport",
                        "cost",
                        "fitted on",
                        "checked on",
                        "median factor",
                        "worst factor"),
                crossover.fits().stream()
                        .map(fit ->
                                List.of(
                                        fit.transport(),
                                        fit.cost().id(),
                                        Integer.toString(fit.fitted()),
                                        Integer.toString(fit.checked()),
                                        TextFormat.fixed(3, fit.medianFactor()),
                                        TextFormat.fixed(3, fit.worstFactor())))
                        .toList());
    }

    private Block noFits() {
        Function<NoFit, List<String>> cells =
                none -> List.of(none.transport(), none.cost().id(), none.why());
        return new Block.Table(
                List.of("transport", "cost", "why"),
                crossover.noFits().stream().map(cells).toList());
    }

    /// Maps for the smallest and largest size and interval, and one table with the cheapest
    /// transport at all values of the sweep.
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
                readers.forEach(count -> cells.add(row(map, count)));
            }
        }
        String some = missing(fits).isEmpty() ? "" : ", of those with a fit";
        List<String> headings =
                Stream.concat(
                                Stream.of(
                                        "cheapest in " + cost.id() + some,
                                        "poll interval",
                                        "readers"),
                                rates.stream()
                                        .map(rate -> TextFormat.rounded(rate) + " messages/s"))
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
                new MapChart(
                        "messages a second",
                        "readers",
                        xs,
                        counts.stream().map(Integer::doubleValue).toList(),
                        map.fields().stream().map(CrossoverMap.Field::cheapest).toList(),
                        transports),
                "Cheapest in %s: texts of %d bytes%s. A striped field names several.%s"
                        .formatted(
                                cost.id(),
                                text,
                                interval == 0
                                        ? ""
                                        : ", poll interval " + TextFormat.rounded(interval) + " s",
                                missing(fits)));
    }

    private String missing(List<Fit> fits) {
        List<String> missing =
                transports.stream()
                        .filter(id -> fits.stream().noneMatch(fit -> fit.transport().equals(id)))
                        .toList();
        return missing.isEmpty() ? "" : " Without a fit: " + String.join(", ", missing) + ".";
    }

    private static List<String> row(CrossoverMap map, int readers) {
        String interval =
                map.pollSeconds() == 0 ? "-" : TextFormat.rounded(map.pollSeconds()) + " s";
        return Stream.concat(
                        Stream.of(map.textBytes() + " bytes", interval, Integer.toString(readers)),
                        map.fields().stream()
                                .filter(field -> field.readers() == readers)
                                .map(field ->
                                        "%s (%s)"
                                                .formatted(
                                                        String.join(" or ", field.cheapest()),
                                                        value(map.cost(), field.cost()))))
                .toList();
    }

    private static String value(Cost cost, double value) {
        return switch (cost) {
            case BYTES -> TextFormat.rounded(value) + " bytes";
            case CPU -> TextFormat.rounded(value) + " µs";
            case LATENCY -> TextFormat.rounded(value / 1e3) + " ms";
        };
    }

    /// The measured values, and values between them in a geometric progression.
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
