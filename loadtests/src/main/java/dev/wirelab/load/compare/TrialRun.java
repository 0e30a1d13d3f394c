package dev.wirelab.load.compare;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out whether other servers do what their descriptions say, before anything is measured: one
/// reader receives a few messages on each of their transports, all at once.
final class TrialRun {
    /// Its usual duration on two cores.
    static final Duration ABOUT = Duration.ofSeconds(8);

    private static final FanOut WORKLOAD = new FanOut(1, 10, 64, new Timing(250, 5, 0, 500));
    private static final String FOLDER = "trial";

    private TrialRun() {}

    /// Tries the transports of other servers among some.
    ///
    /// @param folder the comparison's folder, which gets a folder `trial`
    /// @throws CannotStartException if one does not deliver; the message says what was expected and
    ///   what came
    static void execute(List<TransportVariant> variants, Path folder)
            throws CannotStartException, IOException, InterruptedException {
        Map<TransportVariant, RunProcess> runs = new LinkedHashMap<>();
        try {
            for (TransportVariant variant : variants) {
                if (variant.transport().described().isPresent()) {
                    String runId = "try" + runs.size();
                    RunSpec spec = RunProcess.spec(runId, variant, MeasuredLab.none(), WORKLOAD);
                    Path own = folder.resolve(FOLDER).resolve(variant.id());
                    runs.put(variant, RunProcess.withoutReport(spec, variant, own));
                }
            }
            for (Map.Entry<TransportVariant, RunProcess> run : runs.entrySet()) {
                Optional<RunResult> result = run.getValue().await();
                String problem =
                        result.isPresent() ? problem(result.get()) : run.getValue().lastLine();
                if (problem != null) {
                    throw new CannotStartException(run.getKey().id() + ": " + problem);
                }
            }
        } finally {
            runs.values().forEach(RunProcess::close);
        }
    }

    private static @Nullable String problem(RunResult result) {
        long delivered = result.tally().delivered();
        if (result.problem() != null) {
            return result.problem();
        }
        return result.isPerfect()
                ? null
                : "%d of %d messages were delivered%s"
                        .formatted(
                                delivered,
                                result.tally().expected(),
                                result.firstEnding() == null ? "" : "; " + result.firstEnding());
    }
}
