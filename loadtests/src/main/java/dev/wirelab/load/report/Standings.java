package dev.wirelab.load.report;

import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.SignificanceTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// How each row of a workload compares with the best one in each figure: what the first screen
/// shows.
///
/// @param rows without A/A rows, the one with the lowest median latency first
/// @param byFigure for each figure one standing per row, in their order
record Standings(List<Row> rows, Map<Figure, List<Standing>> byFigure) {
    /// The figures, in the order of the columns.
    static final List<Figure> FIGURES =
            List.of(Figure.MEDIAN, Figure.P99, Figure.BYTES, Figure.REQUESTS, Figure.CPU);

    /// The figures by which a transport is chosen. A p99 needs more runs than most comparisons
    /// have, and requests cost what bytes and CPU show.
    static final List<Figure> DECIDING = List.of(Figure.MEDIAN, Figure.BYTES, Figure.CPU);

    static Standings of(ComparableRows workload) {
        List<Row> rows =
                workload.rows().stream()
                        .sorted(
                                Comparator.comparingDouble(
                                        row -> Figure.MEDIAN.shown(row).orElse(Double.MAX_VALUE)))
                        .toList();
        Map<Figure, List<Standing>> all = new LinkedHashMap<>();
        FIGURES.forEach(figure -> all.put(figure, column(rows, figure, workload.test(figure))));
        return new Standings(rows, all);
    }

    private static List<Standing> column(List<Row> rows, Figure figure, SignificanceTest test) {
        Optional<Row> best =
                rows.stream()
                        .filter(Row::isComparable)
                        .filter(row -> figure.sample(row.title(), row).isPresent())
                        .min(
                                Comparator.comparingDouble(
                                        row -> figure.shown(row).orElse(Double.MAX_VALUE)));
        List<Standing> column = new ArrayList<>();
        for (Row row : rows) {
            Optional<String> flaw = row.flaw();
            column.add(
                    flaw.isPresent()
                            ? Standing.notMeasured(row, figure, flaw.get())
                            : best.isEmpty() || figure.sample(row.title(), row).isEmpty()
                                    ? Standing.notMeasured(row, figure, "not measured")
                                    : Standing.of(row, figure, best.get().title(), test));
        }
        return column;
    }

    Standing at(Row row, Figure figure) {
        return column(figure).get(rows.indexOf(row));
    }

    List<Standing> column(Figure figure) {
        return Objects.requireNonNull(byFigure.get(figure), figure.name());
    }

    /// The rows with the factors by which they were found to be above the best one in a deciding
    /// figure, the largest first; empty for rows to choose from and for those not compared.
    List<Standing> drawbacks(Row row) {
        return DECIDING.stream()
                .map(figure -> at(row, figure))
                .filter(standing -> standing.material() > 1)
                .sorted(Comparator.comparingDouble(Standing::material).reversed())
                .toList();
    }

    /// The rows that can be compared.
    List<Row> compared() {
        return rows.stream().filter(Row::isComparable).toList();
    }

    /// The rows that were not found to be worse than the best in any deciding figure.
    List<Row> chosen() {
        return compared().stream().filter(row -> drawbacks(row).isEmpty()).toList();
    }

    /// Whether anything was decided in a figure.
    boolean isDecided(Figure figure) {
        return column(figure).stream()
                .anyMatch(standing ->
                        switch (standing.state()) {
                            case FOUND, NOT_FOUND, NOISY -> true;
                            case BEST, UNDECIDED, NOT_MEASURED -> false;
                        });
    }
}
