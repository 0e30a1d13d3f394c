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
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What the bytes of a delivered message were for, as the lab's ledger tells: bars, and the same as
/// a table. Where the lab keeps no ledger, the bytes by direction.
final class LedgerBars {
    private static final String UP = "to the lab";
    private static final String DOWN = "from the lab";

    private final List<String> parts;
    private final List<Bar> bars;

    /// A row's bytes.
    ///
    /// @param parts of all its runs, by what they were for
    /// @param headers of TCP and IP: an estimate
    /// @param deliveries messages that were delivered for them
    /// @param seconds how long the meters were watched
    private record Bar(
            String row,
            Map<String, Long> parts,
            OptionalLong headers,
            long deliveries,
            double seconds) {
        double sum() {
            return parts.values().stream().mapToLong(Long::longValue).sum();
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
        List<RunResult> runs =
                row.results().filter(run -> run.meters() != null && run.watched() != null).toList();
        long delivered =
                runs.stream()
                        .mapToLong(run -> Objects.requireNonNull(run.watched()).deliveries())
                        .sum();
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
        return Optional.of(new Bar(row.title(), bytes, headers(runs), delivered, seconds));
    }

    private static OptionalLong headers(List<RunResult> runs) {
        if (runs.stream().anyMatch(run -> run.segments() == null)) {
            return OptionalLong.empty();
        }
        long segments =
                runs.stream().mapToLong(run -> Objects.requireNonNull(run.segments())).sum();
        return OptionalLong.of(segments * TcpSegments.HEADER_BYTES);
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
                                                .map(part ->
                                                        (double) bytes(bar, part)
                                                                / bar.deliveries())
                                                .toList()))
                        .toList();
        return new Chart.Stacks("bytes of TCP payload for each delivered message", parts, stacks);
    }

    /// The bytes of a delivered message, a line a part; beneath them what TCP and IP add.
    Block.Table eachMessage() {
        return table("bytes a message", Bar::deliveries);
    }

    /// The bytes in a second, in the same lines.
    Block.Table eachSecond() {
        return table("bytes a second", Bar::seconds);
    }

    private Block.Table table(String what, ToDoubleFunction<Bar> unit) {
        List<String> headings = new ArrayList<>(List.of(what));
        bars.forEach(bar -> headings.add(bar.row()));
        List<List<String>> lines = new ArrayList<>();
        for (String part : parts) {
            lines.add(line(part, bar -> Numbers.plain(bytes(bar, part) / unit.applyAsDouble(bar))));
        }
        lines.add(line("sum", bar -> Numbers.plain(bar.sum() / unit.applyAsDouble(bar))));
        lines.add(
                line(
                        "headers of TCP and IP besides (estimated)",
                        bar ->
                                bar.headers().isPresent()
                                        ? Numbers.plain(
                                                bar.headers().getAsLong() / unit.applyAsDouble(bar))
                                        : "not known"));
        return new Block.Table(headings, lines);
    }

    private static long bytes(Bar bar, String part) {
        return bar.parts().getOrDefault(part, 0L);
    }

    private List<String> line(String name, Function<Bar, String> cell) {
        List<String> cells = new ArrayList<>(List.of(name));
        bars.forEach(bar -> cells.add(cell.apply(bar)));
        return cells;
    }
}
