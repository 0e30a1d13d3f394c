package dev.wirelab.load.compare;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Rows of real runs, each against a target of its own; a [ComparisonRun] measures one lab only.
final class LiveRows {
    private final Path folder;
    private final Map<String, List<Run>> rows = new LinkedHashMap<>();

    /// @param folder gets a folder a row
    LiveRows(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /// Makes one more run of a row.
    void run(String id, TransportVariant protocol, Target target, Workload workload)
            throws IOException, InterruptedException {
        List<Run> made = rows.computeIfAbsent(id, _ -> new ArrayList<>());
        int repeat = made.size() + 1;
        String name = id + "/" + repeat;
        String runId = "%08x".formatted(System.nanoTime() & 0xffffffffL);
        RunSpec spec = new RunSpec(runId, protocol.id(), target, null, workload);
        RunProcess run = RunProcess.withoutReport(spec, protocol, folder.resolve(name));
        try {
            Optional<RunResult> result = run.await();
            String failure = result.isPresent() ? null : run.lastLine();
            made.add(new Run(name, repeat, 0, result.orElse(null), failure));
        } finally {
            run.close();
        }
    }

    /// The median delivery latency of each run of a row, in microseconds.
    ///
    /// @param name what the sample is called
    Sample medians(String id, String name) {
        return new Sample(
                name,
                results(id).stream()
                        .map(run -> (double) run.latency(Quantity.DELIVERY).p50())
                        .toList());
    }

    /// Their geometric mean.
    double median(String id) {
        return Math.exp(
                medians(id, id).values().stream().mapToDouble(Math::log).average().orElseThrow());
    }

    private List<RunResult> results(String id) {
        return Objects.requireNonNull(rows.get(id)).stream()
                .map(run -> Objects.requireNonNull(run.result(), run::summary))
                .toList();
    }

    /// All of it as a comparison.
    ///
    /// @param again the row that is the A/A of another
    /// @param twinOf that other
    ComparisonResult comparison(int repeats, String again, String twinOf) {
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                "2026-11-26T10:00:00Z",
                "2026-11-26T10:05:00Z",
                "started for this comparison",
                false,
                repeats,
                Environment.now(Optional.empty(), Optional.empty(), RunProcess.FLAGS),
                rows.keySet().stream()
                        .map(id ->
                                row(id, id.equals(again) ? Optional.of(twinOf) : Optional.empty()))
                        .toList(),
                null,
                null);
    }

    private Row row(String id, Optional<String> twinOf) {
        RunResult first = results(id).getFirst();
        List<Run> made = Objects.requireNonNull(rows.get(id));
        try {
            return new Row(
                    id,
                    id,
                    first.transport(),
                    twinOf.orElse(null),
                    false,
                    first.workload(),
                    made,
                    Merge.of(folder, id, made).orElseThrow(),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
