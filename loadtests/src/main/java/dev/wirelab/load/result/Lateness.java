package dev.wirelab.load.result;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The rows in which the load generator itself was late, as text.
public final class Lateness {
    private static final List<String> PERCENTILES = List.of("p50", "p99");

    private Lateness() {}

    /// Whether the load generator was late in any run of a row, by enough to affect a percentile.
    ///
    /// @param percentile `p50` or `p99`
    public static boolean isIn(Row row, String percentile) {
        return lateRuns(row, percentile) > 0;
    }

    private static long lateRuns(Row row, String percentile) {
        return row.results().filter(run -> run.injector().isLateAt(percentile)).count();
    }

    /// `p99 in 2 of 3`, or a dash.
    public static String cell(Row row) {
        String cells =
                PERCENTILES.stream()
                        .filter(percentile -> isIn(row, percentile))
                        .map(percentile ->
                                "%s in %d of %d"
                                        .formatted(
                                                percentile,
                                                lateRuns(row, percentile),
                                                row.runs().size()))
                        .collect(Collectors.joining(", "));
        return cells.isEmpty() ? "-" : cells;
    }

    /// One sentence on all rows in which the load generator was late; empty if there are none.
    public static Optional<String> note(List<Row> rows) {
        List<Row> late =
                rows.stream()
                        .filter(row -> PERCENTILES.stream().anyMatch(each -> isIn(row, each)))
                        .toList();
        long worst =
                late.stream()
                        .flatMap(Row::results)
                        .map(RunResult::injector)
                        .filter(InjectorCheck::bound)
                        .mapToLong(InjectorCheck::lagP99)
                        .max()
                        .orElse(0);
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Injector-bound: %s. There the load generator itself was late by more than a quarter of that percentile of the latency, and by up to %s ms at its p99; these percentiles include its delay."
                                .formatted(
                                        late.stream()
                                                .map(row ->
                                                        row.folder() + " (" + cell(row) + " runs)")
                                                .collect(Collectors.joining(", ")),
                                        TextFormat.millis(worst)));
    }

    /// One sentence on all rows in which publishers were delayed by the lab's answers; empty if
    /// there are none.
    public static Optional<String> answerBound(List<Row> rows) {
        List<String> bound =
                rows.stream()
                        .filter(row -> row.results().anyMatch(RunResult::isAnswerBound))
                        .map(Lateness::answerBound)
                        .toList();
        return bound.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Publishers had to await the lab's answers: %s. These latencies include that delay."
                                .formatted(String.join(", ", bound)));
    }

    private static String answerBound(Row row) {
        List<RunResult> runs = row.results().filter(RunResult::isAnswerBound).toList();
        long worst =
                runs.stream()
                        .mapToLong(run -> run.latency(Quantity.SEND_DELAY).p99())
                        .max()
                        .orElse(0);
        return "%s (%d of %d runs, send delay p99 up to %s ms)"
                .formatted(row.folder(), runs.size(), row.runs().size(), TextFormat.millis(worst));
    }
}
