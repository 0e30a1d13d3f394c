package dev.wirelab.load.compare;

import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Warms up a lab that has just been started, with load on all transports at once, before anything
/// is measured. Without it the first run of each transport would measure the JIT compilers more
/// than the transport (docs/measuring.md has the figures).
final class WarmUpRun {
    /// Its usual duration on two cores.
    static final Duration ABOUT = Duration.ofSeconds(20);

    private static final String FOLDER = "practice";

    /// Enough to compile the lab's code, and so little that the default comparison ends before
    /// cursors get another digit, which would add a byte to each event.
    private static final FanOut WORKLOAD = new FanOut(50, 50, 64, new Timing(250, 5, 0, 8_000));

    private WarmUpRun() {}

    /// Warms the lab up.
    ///
    /// @param variants each once
    /// @param folder the comparison's folder, which gets a folder `practice`
    /// @return the transports on which it failed, with the last line of the output
    static List<String> execute(List<TransportVariant> variants, MeasuredLab lab, Path folder)
            throws IOException, InterruptedException {
        Map<TransportVariant, RunProcess> runs = new LinkedHashMap<>();
        try {
            for (TransportVariant variant : variants) {
                String runId = "warm" + runs.size();
                RunSpec spec = RunProcess.spec(runId, variant, lab, WORKLOAD);
                Path own = folder.resolve(FOLDER).resolve(variant.id());
                runs.put(variant, RunProcess.withoutReport(spec, variant, own));
            }
            List<String> failed = new ArrayList<>();
            for (Map.Entry<TransportVariant, RunProcess> run : runs.entrySet()) {
                if (run.getValue().await().isEmpty()) {
                    failed.add(run.getKey().id() + " (" + run.getValue().lastLine() + ")");
                }
            }
            return failed;
        } finally {
            runs.values().forEach(RunProcess::close);
        }
    }
}
