package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.chart.MapChart;
import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.CrossoverMap;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.crossover.NoFit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Block.Column;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.table.ResultTables;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The cheapest transport over a space of workloads, from models fitted on half of a sweep, and
/// their errors on the other half.
final class CrossoverSection {
    /// The number of fields of a map per step from one measured value to the next.
    private static final int BETWEEN = 4;

    private static final List<Column<Fit>> ERRORS =
            List.of(
                    column("transport", Fit::transport),
                    column("cost", fit -> fit.cost().id()),
                    column("fitted on", fit -> Integer.toString(fit.fitted())),
                    column("checked on", fit -> Integer.toString(fit.checked())),
                    column("median factor", fit -> TextFormat.fixed(3, fit.medianFactor())),
                    column("worst factor", fit -> TextFormat.fixed(3, fit.worstFactor())));

    private static final List<Column<NoFit>> NO_FITS =
            List.of(
                    column("transport", NoFit::transport),
                    column("cost", none -> none.cost().id()),
                    column("why", NoFit::why));

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
        List<Double> seconds = levels(Place::pollSeconds);
        // Without a transport that polls at intervals, there is one map for all: 0.
        this.intervals =
                seconds.size() == 1 ? seconds : seconds.stream().filter(s -> s > 0).toList();
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

    /// The result in a sentence per cost: which transport is cheapest in how many of the measured
    /// workloads, and where these lie.
    static List<String> lead(CrossoverResult crossover) {
        CrossoverSection section = new CrossoverSection(crossover);
        return crossover.fits().isEmpty()
                ? List.of(Texts.of("crossover.none"))
                : Arrays.stream(Cost.values())
                        .flatMap(cost -> section.lead(cost).stream())
                        .toList();
    }

    private Optional<String> lead(Cost cost) {
        List<Fit> fits = crossover.fits().stream().filter(fit -> fit.cost() == cost).toList();
        if (fits.isEmpty()) {
            return Optional.empty();
        }
        List<CrossoverMap.Field> fields = new ArrayList<>();
        for (int text : texts) {
            for (double interval : intervals) {
                fields.addAll(CrossoverMap.of(cost, text, interval, rates, readers, fits).fields());
            }
        }
        Map<String, List<Place>> places = new LinkedHashMap<>();
        for (CrossoverMap.Field field : fields) {
            places.computeIfAbsent(Texts.ENGLISH.or(field.cheapest()), _ -> new ArrayList<>())
                    .add(field.place());
        }
        String cheapest =
                places.entrySet().stream()
                        .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
                        .map(each ->
                                "%s in %d of %d workloads%s"
                                        .formatted(
                                                each.getKey(),
                                                each.getValue().size(),
                                                fields.size(),
                                                where(each.getValue())))
                        .collect(Collectors.joining("; "));
        return Optional.of(Texts.of("crossover.cheapest", cost.id(), cheapest, missing(fits)));
    }

    /// ` (at 2 to 8 messages/s, 10 readers)`; empty where it is everywhere.
    private String where(List<Place> places) {
        List<String> where = new ArrayList<>();
        range(places, Place::rate, rates).ifPresent(range -> where.add(range + " messages/s"));
        range(places, place -> (double) place.readers(), readers)
                .ifPresent(range -> where.add(range + " readers"));
        range(places, place -> (double) place.textBytes(), texts)
                .ifPresent(range -> where.add(range + " bytes"));
        range(places, Place::pollSeconds, intervals)
                .ifPresent(range -> where.add("polls every " + range + " s"));
        return where.isEmpty() ? "" : " (at " + String.join(", ", where) + ")";
    }

    private static Optional<String> range(
            List<Place> places, ToDoubleFunction<Place> direction, List<? extends Number> levels) {
        DoubleSummaryStatistics range = places.stream().mapToDouble(direction).summaryStatistics();
        double least = range.getMin();
        double most = range.getMax();
        boolean everywhere =
                least == levels.getFirst().doubleValue() && most == levels.getLast().doubleValue();
        return everywhere
                ? Optional.empty()
                : Optional.of(
                        TextFormat.exact(least)
                                + (least == most ? "" : " to " + TextFormat.exact(most)));
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        if (crossover.fits().isEmpty()) {
            blocks.add(Texts.paragraph("crossover.none"));
        } else {
            blocks.add(Texts.paragraph("crossover.fits"));
            blocks.add(Block.Table.of(ERRORS, crossover.fits()));
        }
        if (!crossover.noFits().isEmpty()) {
            blocks.add(Texts.paragraph("crossover.no-fits"));
            blocks.add(Block.Table.of(NO_FITS, crossover.noFits()));
        }
        for (Cost cost : Cost.values()) {
            blocks.addAll(maps(cost));
        }
        blocks.add(Texts.paragraph("crossover.points"));
        blocks.add(ResultTables.points(crossover));
        return blocks;
    }

    /// Maps for the smallest and largest size and interval, and one table with the cheapest
    /// transport at all values of the sweep.
    private List<Block> maps(Cost cost) {
        List<Fit> fits = crossover.fits().stream().filter(fit -> fit.cost() == cost).toList();
        if (fits.isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        List<List<CrossoverMap.Field>> lines = new ArrayList<>();
        for (int text : texts) {
            for (double interval : intervals) {
                if (isEnd(texts, text) && isEnd(intervals, interval)) {
                    blocks.add(figure(cost, text, interval, fits));
                }
                CrossoverMap map = CrossoverMap.of(cost, text, interval, rates, readers, fits);
                readers.forEach(count -> lines.add(map.fieldsOf(count)));
            }
        }
        String some = missing(fits).isEmpty() ? "" : ", of those with a fit";
        List<Column<List<CrossoverMap.Field>>> columns = new ArrayList<>();
        columns.add(
                column(
                        "cheapest in " + cost.id() + some,
                        line -> line.getFirst().place().textBytes() + " bytes"));
        columns.add(column("poll interval", line -> interval(line.getFirst().place())));
        columns.add(column("readers", line -> Integer.toString(line.getFirst().place().readers())));
        for (int i = 0; i < rates.size(); i++) {
            int rate = i;
            columns.add(
                    column(
                            TextFormat.rounded(rates.get(i)) + " messages/s",
                            line -> cheapest(cost, line.get(rate))));
        }
        blocks.add(Block.Table.of(columns, lines));
        return blocks;
    }

    private static <T> boolean isEnd(List<T> levels, T level) {
        return level.equals(levels.getFirst()) || level.equals(levels.getLast());
    }

    private static String interval(Place place) {
        return place.pollSeconds() == 0 ? "-" : TextFormat.rounded(place.pollSeconds()) + " s";
    }

    private static String cheapest(Cost cost, CrossoverMap.Field field) {
        String value =
                switch (cost) {
                    case BYTES -> TextFormat.rounded(field.cost()) + " bytes";
                    case CPU -> TextFormat.rounded(field.cost()) + " µs";
                    case LATENCY -> TextFormat.rounded(field.cost() / 1e3) + " ms";
                };
        return "%s (%s)".formatted(String.join(" or ", field.cheapest()), value);
    }

    private Block figure(Cost cost, int text, double interval, List<Fit> fits) {
        List<Double> xs = between(rates);
        List<Integer> counts =
                between(readers.stream().map(Integer::doubleValue).toList()).stream()
                        .map(y -> (int) Math.round(y))
                        .distinct()
                        .toList();
        CrossoverMap map = CrossoverMap.of(cost, text, interval, xs, counts, fits);
        MapChart chart =
                new MapChart(
                        "messages a second",
                        "readers",
                        xs,
                        counts.stream().map(Integer::doubleValue).toList(),
                        map.fields().stream().map(CrossoverMap.Field::cheapest).toList(),
                        transports,
                        transports.stream().map(id -> Palette.colour(id, transports)).toList());
        String poll = interval == 0 ? "" : ", poll interval " + TextFormat.rounded(interval) + " s";
        return new Block.Figure(
                chart, Texts.of("crossover.map", cost.id(), text, poll, missing(fits)));
    }

    private String missing(List<Fit> fits) {
        List<String> missing =
                transports.stream()
                        .filter(id -> fits.stream().noneMatch(fit -> fit.transport().equals(id)))
                        .toList();
        return missing.isEmpty() ? "" : " Without a fit: " + String.join(", ", missing) + ".";
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
