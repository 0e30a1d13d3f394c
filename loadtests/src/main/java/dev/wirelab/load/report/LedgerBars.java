package dev.wirelab.load.report;

import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/// What the bytes of a delivered message were for, as the lab's ledger tells: bars, and the same as
/// a table. Where the lab keeps no ledger, the bytes by direction.
final class LedgerBars {
    private static final String UP = "to the lab";
    private static final String DOWN = "from the lab";

    private final List<String> parts;
    private final List<Bar> bars;

    /// A row's bytes.
    ///
    /// @param parts of a delivered message, by what they were for
    /// @param perSecond all of them, in a second
    /// @param headers of TCP and IP, of a delivered message: an estimate
    private record Bar(
            String row, Map<String, Double> parts, double perSecond, OptionalDouble headers) {
        double sum() {
            return parts.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private LedgerBars(List<Bar> bars) {
        this.bars = bars;
        this.parts =
                bars.stream()
                        .flatMap(bar -> bar.parts().keySet().stream())
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
        return new LedgerBars(rows.stream().flatMap(row -> bar(row, kept).stream()).toList());
    }

    private static Optional<Bar> bar(Row row, boolean kept) {
        List<RunResult> runs = row.results().filter(run -> run.meters() != null).toList();
        long delivered = row.results().mapToLong(run -> run.tally().delivered()).sum();
        if (delivered == 0 || runs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> bytes = new TreeMap<>();
        double seconds = 0;
        for (RunResult run : runs) {
            Meters meters = Objects.requireNonNull(run.meters());
            seconds += meters.stampNanos() / 1e9;
            classes(meters, kept).forEach((name, count) -> bytes.merge(name, count, Long::sum));
        }
        double all = bytes.values().stream().mapToLong(Long::longValue).sum();
        Map<String, Double> each = new TreeMap<>();
        bytes.forEach((name, count) -> each.put(name, (double) count / delivered));
        return Optional.of(new Bar(row.id(), each, all / seconds, headers(runs, delivered)));
    }

    private static OptionalDouble headers(List<RunResult> runs, long delivered) {
        if (runs.stream().anyMatch(run -> run.segments() == null)) {
            return OptionalDouble.empty();
        }
        long segments =
                runs.stream().mapToLong(run -> Objects.requireNonNull(run.segments())).sum();
        return OptionalDouble.of((double) segments * TcpSegments.HEADER_BYTES / delivered);
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
        return bars.isEmpty();
    }

    Chart.Stacks chart() {
        List<Chart.Stack> stacks =
                bars.stream()
                        .map(bar ->
                                new Chart.Stack(
                                        bar.row(),
                                        parts.stream()
                                                .map(part -> bar.parts().getOrDefault(part, 0.0))
                                                .toList()))
                        .toList();
        return new Chart.Stacks("bytes of TCP payload for each delivered message", parts, stacks);
    }

    /// The bars as a table, a line a part; beneath them what their sum is in a second, and what TCP
    /// and IP add.
    Block.Table table() {
        List<String> headings = new ArrayList<>(List.of("bytes a message"));
        bars.forEach(bar -> headings.add(bar.row()));
        List<List<String>> lines = new ArrayList<>();
        for (String part : parts) {
            lines.add(line(part, bar -> Numbers.plain(bar.parts().getOrDefault(part, 0.0))));
        }
        lines.add(line("sum", bar -> Numbers.plain(bar.sum())));
        lines.add(
                line(
                        "headers of TCP and IP besides (estimated)",
                        bar ->
                                bar.headers().isPresent()
                                        ? Numbers.plain(bar.headers().getAsDouble())
                                        : "not known"));
        lines.add(line("the sum in a second", bar -> Numbers.plain(bar.perSecond())));
        return new Block.Table(headings, lines);
    }

    private List<String> line(String name, Function<Bar, String> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        bars.forEach(bar -> cells.add(cell.apply(bar)));
        return cells;
    }
}
