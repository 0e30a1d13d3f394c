package dev.wirelab.load.gate;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses assertions such as `websocket.p99 < 20ms` and `websocket.p99 no worse than results/before
/// by 20%`.
public final class Assertions {
    private static final Pattern LIMIT =
            Pattern.compile("(\\S+?)\\s*(<=|>=|<|>)\\s*(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(\\S*)");
    private static final Pattern NO_WORSE =
            Pattern.compile(
                    "(\\S+)\\s+no worse than\\s+(\\S.*?)\\s+by\\s+(\\d{1,6}(?:\\.\\d{1,6})?)\\s*%");

    private final List<String> rows;
    private final Function<Path, ComparisonResult> results;

    /// @param rows the folders of the rows that will be measured, such as `fan-out/websocket`
    /// @param results reads an earlier result; throws an [IllegalArgumentException] with the reason
    ///   if it cannot
    public Assertions(List<String> rows, Function<Path, ComparisonResult> results) {
        this.rows = List.copyOf(rows);
        this.results = results;
    }

    /// Parses an assertion.
    ///
    /// @throws IllegalArgumentException if it is not one, or names what will not be measured
    public Assertion parse(String text) {
        Matcher limit = LIMIT.matcher(text.strip());
        if (limit.matches()) {
            Named named = named(limit.group(1));
            double size =
                    named.metric
                            .size(limit.group(4))
                            .orElseThrow(() -> unit(named.metric, limit.group(4)));
            double value = Double.parseDouble(limit.group(3)) * size;
            return new Assertion(
                    text.strip(),
                    named.row,
                    named.metric,
                    new Assertion.Limit(limit.group(2), value));
        }
        Matcher noWorse = NO_WORSE.matcher(text.strip());
        if (noWorse.matches()) {
            Named named = named(noWorse.group(1));
            double factor = 1 + Double.parseDouble(noWorse.group(3)) / 100;
            Row before = baseline(Path.of(noWorse.group(2)), named.row);
            return new Assertion(
                    text.strip(), named.row, named.metric, new Assertion.NoWorse(before, factor));
        }
        throw new IllegalArgumentException(
                "is neither of the form 'websocket.p99 < 20ms' nor 'websocket.p99 no worse than RESULT by 20%'");
    }

    private record Named(String row, Metric metric) {}

    /// Splits `ROW.METRIC`, where both may contain points.
    private Named named(String name) {
        String row =
                rows.stream()
                        .flatMap(folder -> names(folder).stream())
                        .distinct()
                        .filter(each -> name.startsWith(each + "."))
                        .max(Comparator.comparingInt(String::length))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "names no row that is measured; there are "
                                                + String.join(", ", rows)));
        List<String> found = rows.stream().filter(each -> names(each).contains(row)).toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "names several rows: write one of " + String.join(", ", found));
        }
        String metric = name.substring(row.length() + 1);
        return new Named(
                found.getFirst(),
                Metric.of(metric)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "names no metric: '%s' is none of %s"
                                                .formatted(metric, Metric.names()))));
    }

    /// `fan-out/websocket` is also called `websocket`.
    private static List<String> names(String folder) {
        List<String> names = new ArrayList<>(List.of(folder));
        if (folder.contains("/")) {
            names.add(folder.substring(folder.indexOf('/') + 1));
        }
        return names;
    }

    private static IllegalArgumentException unit(Metric metric, String unit) {
        List<String> units = metric.units().stream().map(Metric.Unit::name).toList();
        return new IllegalArgumentException(
                metric.units().size() == 1
                        ? "has a unit, '%s', but %s is a number".formatted(unit, metric.name())
                        : unit.isEmpty()
                                ? "lacks the unit of %s: %s"
                                        .formatted(metric.name(), String.join(", ", units))
                                : "has the unit '%s', but %s is measured in %s"
                                        .formatted(unit, metric.name(), String.join(", ", units)));
    }

    private Row baseline(Path place, String row) {
        ComparisonResult before = results.apply(place);
        if (before.measurement() != ComparisonResult.MEASUREMENT) {
            throw new IllegalArgumentException(
                    "%s was measured in another way (version %d, now %d), so it is no baseline"
                            .formatted(place, before.measurement(), ComparisonResult.MEASUREMENT));
        }
        return before.rows().stream()
                .filter(each -> each.folder().equals(row))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no row " + row + " in " + place));
    }
}
