package dev.wirelab.load.table;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.InjectorCheck;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Notes on a comparison that a reader of its numbers must know.
public final class Notes {
    private Notes() {}

    /// The meaning of a dash in the table of all rows; empty if no row needs it.
    public static Optional<String> dashes(ComparisonResult comparison) {
        return comparison.rows().stream().anyMatch(row -> row.workload().isQuiet())
                ? Optional.of(
                        "A dash in an idle row: no message is published while it is measured, so there is"
                                + " no delivery to divide by. Its latency is that of the messages"
                                + " afterwards that check the connections.")
                : Optional.empty();
    }

    /// What failed, what is not compared, and what affected the numbers; one sentence each.
    public static List<String> of(ComparisonResult comparison) {
        List<String> notes = new ArrayList<>();
        if (comparison.link() != null && !comparison.link().kept()) {
            notes.add(
                    "The link was not as asked when it was tested, since this machine could not keep it: %s."
                            .formatted(String.join("; ", comparison.link().deviations())));
        }
        for (Row row : comparison.rows()) {
            for (Run run : row.runs()) {
                if (run.result() == null) {
                    notes.add(run.folder() + " failed: " + run.failure());
                } else {
                    of(run.folder(), run.result(), notes);
                }
            }
            row.flaw()
                    .filter(_ -> row.isComplete())
                    .map(flaw -> row.folder() + " is not compared with the others: " + flaw + ".")
                    .ifPresent(notes::add);
        }
        if (comparison.rows().stream().anyMatch(Row::cold)) {
            notes.add(
                    "CPU time is not shown: the lab was not warmed up, so it would be that of its JIT"
                            + " compilers.");
        }
        injectorBound(comparison.rows()).ifPresent(notes::add);
        answerBound(comparison.rows()).ifPresent(notes::add);
        if (comparison.partial()) {
            notes.add("This comparison was cut off; not every run was made.");
        }
        return notes;
    }

    private static void of(String name, RunResult run, List<String> notes) {
        if (run.state() != RunState.COMPLETE) {
            String state = run.state().name().toLowerCase(Locale.ROOT);
            notes.add("%s is %s: %s.".formatted(name, state, run.problem()));
        }
        int refused = run.publishing().refused();
        if (refused > 0) {
            notes.add(
                    "%s: the lab refused %d commands; the first: %s."
                            .formatted(name, refused, run.publishing().firstRefusal()));
        }
        if (run.readersEndedEarly() > 0) {
            notes.add(
                    "%s: %d virtual users ended early; the first: %s."
                            .formatted(name, run.readersEndedEarly(), run.firstEnding()));
        }
        if (run.clockOddities() > 0) {
            notes.add("%s: %d spans were negative.".formatted(name, run.clockOddities()));
        }
    }

    /// The rows in which the load generator itself was late.
    private static Optional<String> injectorBound(List<Row> rows) {
        List<Row> late = rows.stream().filter(row -> !row.late("p50", "p99").isEmpty()).toList();
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
                                                        "%s (%s runs)"
                                                                .formatted(
                                                                        row.folder(),
                                                                        row.late("p50", "p99")))
                                                .collect(Collectors.joining(", ")),
                                        TextFormat.millis(worst)));
    }

    /// The rows in which publishers were delayed by the lab's answers.
    private static Optional<String> answerBound(List<Row> rows) {
        List<String> bound = new ArrayList<>();
        for (Row row : rows) {
            List<RunResult> runs = row.results().filter(RunResult::isAnswerBound).toList();
            runs.stream()
                    .mapToLong(run -> run.latency(Quantity.SEND_DELAY).p99())
                    .max()
                    .ifPresent(worst ->
                            bound.add(
                                    "%s (%d of %d runs, send delay p99 up to %s ms)"
                                            .formatted(
                                                    row.folder(),
                                                    runs.size(),
                                                    row.runs().size(),
                                                    TextFormat.millis(worst))));
        }
        return bound.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Publishers had to await the lab's answers: %s. These latencies include that delay."
                                .formatted(String.join(", ", bound)));
    }
}
