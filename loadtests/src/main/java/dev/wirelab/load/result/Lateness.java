package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// In which rows the load program itself was late, in words.
public final class Lateness {
    private static final List<String> PERCENTILES = List.of("p50", "p99");

    private Lateness() {}

    /// Whether the load program was late in any run of a row, by enough to matter to a percentile.
    ///
    /// @param percentile `p50` or `p99`
    public static boolean isIn(Row row, String percentile) {
        return late(row, percentile) > 0;
    }

    /// `p99 in 2 of 3`, or a dash.
    public static String cell(Row row) {
        List<String> cells = new ArrayList<>();
        for (String percentile : PERCENTILES) {
            if (isIn(row, percentile)) {
                cells.add(
                        "%s in %d of %d"
                                .formatted(percentile, late(row, percentile), row.runs().size()));
            }
        }
        return cells.isEmpty() ? "-" : String.join(", ", cells);
    }

    /// One sentence for all rows; nothing if the load program kept its time in all of them.
    static Optional<String> note(List<Row> rows) {
        List<Row> late =
                rows.stream()
                        .filter(row -> PERCENTILES.stream().anyMatch(each -> isIn(row, each)))
                        .toList();
        if (late.isEmpty()) {
            return Optional.empty();
        }
        long worst =
                late.stream()
                        .flatMap(Row::results)
                        .map(RunResult::injector)
                        .filter(InjectorCheck::bound)
                        .mapToLong(InjectorCheck::lagP99)
                        .max()
                        .orElse(0);
        return Optional.of(
                ("Injector-bound: %s. There the load program itself was late, by more than a quarter of"
                                + " that percentile of the latency and by up to %s ms at the 99th; what these"
                                + " percentiles tell is of it and of the machine, too.")
                        .formatted(
                                late.stream()
                                        .map(row -> row.folder() + " (" + cell(row) + " runs)")
                                        .collect(Collectors.joining(", ")),
                                String.format(Locale.ROOT, "%.3f", worst / 1e3)));
    }

    /// One sentence for all rows in which the speakers waited for the lab's answers; nothing if
    /// there are none.
    static Optional<String> waited(List<Row> rows) {
        List<String> waited =
                rows.stream()
                        .filter(row -> row.results().anyMatch(RunResult::isAnswerBound))
                        .map(Lateness::waited)
                        .toList();
        return waited.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Who speaks waited for the lab's answers: %s. These latencies contain that."
                                .formatted(String.join(", ", waited)));
    }

    private static String waited(Row row) {
        List<RunResult> runs = row.results().filter(RunResult::isAnswerBound).toList();
        long worst =
                runs.stream()
                        .mapToLong(run -> run.latency(Quantity.SEND_DELAY).p99())
                        .max()
                        .orElse(0);
        return "%s (%d of %d runs, send delay p99 up to %s ms)"
                .formatted(
                        row.folder(),
                        runs.size(),
                        row.runs().size(),
                        String.format(Locale.ROOT, "%.3f", worst / 1e3));
    }

    private static long late(Row row, String percentile) {
        return row.results()
                .map(RunResult::injector)
                .filter(check -> check.isLateAt(percentile))
                .count();
    }
}
