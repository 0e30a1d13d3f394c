package dev.wirelab.load.report;

import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What the bytes of a delivered message were for, as the lab's ledger tells: bars, and the same as
/// a table. Where the lab keeps no ledger, the bytes by direction.
final class LedgerBars {
    private static final String UP = "to the lab";
    private static final String DOWN = "from the lab";

    private final List<String> parts;
    private final Map<String, Map<String, Double>> rows;

    private LedgerBars(Map<String, Map<String, Double>> rows) {
        this.rows = rows;
        this.parts =
                rows.values().stream()
                        .flatMap(row -> row.keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
    }

    /// Of these rows, all runs of each together; rows that have no meters are left out.
    static LedgerBars of(List<Row> rows) {
        boolean kept =
                rows.stream()
                        .flatMap(Row::results)
                        .map(RunResult::meters)
                        .filter(Objects::nonNull)
                        .allMatch(meters -> meters.ledger() != null);
        Map<String, Map<String, Double>> bars = new LinkedHashMap<>();
        for (Row row : rows) {
            long delivered = row.results().mapToLong(run -> run.tally().delivered()).sum();
            Map<String, Double> bytes = new TreeMap<>();
            row.results()
                    .map(RunResult::meters)
                    .filter(Objects::nonNull)
                    .forEach(meters ->
                            classes(meters, kept)
                                    .forEach((name, count) ->
                                            bytes.merge(
                                                    name,
                                                    (double) count / delivered,
                                                    Double::sum)));
            if (delivered > 0 && !bytes.isEmpty()) {
                bars.put(row.id(), bytes);
            }
        }
        return new LedgerBars(bars);
    }

    private static Map<String, Long> classes(Meters meters, boolean kept) {
        Ledger ledger = meters.ledger();
        if (!kept || ledger == null) {
            return Map.of(UP, meters.bytesIn(), DOWN, meters.bytesOut());
        }
        Map<String, Long> both = new TreeMap<>(ledger.in());
        ledger.out().forEach((name, bytes) -> both.merge(name, bytes, Long::sum));
        both.values().removeIf(bytes -> bytes == 0);
        return both;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Chart.Stacks chart() {
        List<Chart.Stack> stacks = new ArrayList<>();
        rows.forEach((name, bytes) ->
                stacks.add(
                        new Chart.Stack(
                                name,
                                parts.stream()
                                        .map(part -> bytes.getOrDefault(part, 0.0))
                                        .toList())));
        return new Chart.Stacks("bytes of TCP payload for each delivered message", parts, stacks);
    }

    /// The bars as a table, a line a part.
    Block.Table table() {
        List<String> headings = new ArrayList<>(List.of("bytes a message"));
        headings.addAll(rows.keySet());
        List<List<String>> lines = new ArrayList<>();
        for (String part : parts) {
            List<String> cells = new ArrayList<>(List.of(part));
            rows.values().forEach(bytes -> cells.add(Numbers.plain(bytes.getOrDefault(part, 0.0))));
            lines.add(cells);
        }
        List<String> sums = new ArrayList<>(List.of("sum"));
        rows.values()
                .forEach(bytes ->
                        sums.add(
                                Numbers.plain(
                                        bytes.values().stream()
                                                .mapToDouble(Double::doubleValue)
                                                .sum())));
        lines.add(sums);
        return new Block.Table(headings, lines);
    }
}
