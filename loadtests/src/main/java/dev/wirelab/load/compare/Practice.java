package dev.wirelab.load.compare;

import dev.wirelab.load.measure.Target;
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

/// What a lab does that was started only just now, before anything is measured: it is loaded over
/// all wires at once, and nothing of that counts. Without it the first run of each wire would tell
/// of the lab's compilers more than of the wire (docs/measuring.md has the figures).
final class Practice {
    /// About how long it takes on two cores.
    static final Duration ABOUT = Duration.ofSeconds(20);

    private static final String FOLDER = "practice";

    /// So much that the lab's code is compiled, and so little that the default comparison comes to
    /// an end before places have a digit more: that would be a byte more for each event.
    private static final FanOut WORKLOAD = new FanOut(50, 50, 64, new Timing(250, 5, 0, 8_000));

    private Practice() {}

    /// Practises.
    ///
    /// @param protocols each once
    /// @param folder the comparison's folder, which gets one named `practice`
    /// @return over which wires it failed, and what was said last there
    /// @throws IOException if a file could not be written or a process not be started
    static List<String> execute(List<TransportVariant> protocols, Lab lab, Path folder)
            throws IOException, InterruptedException {
        Map<TransportVariant, RunProcess> runs = new LinkedHashMap<>();
        try {
            for (TransportVariant protocol : protocols) {
                runs.put(protocol, start(protocol, runs.size(), lab.target(), folder));
            }
            List<String> left = new ArrayList<>();
            for (Map.Entry<TransportVariant, RunProcess> run : runs.entrySet()) {
                if (run.getValue().await().isEmpty()) {
                    left.add(run.getKey().id() + " (" + run.getValue().lastLine() + ")");
                }
            }
            return left;
        } finally {
            runs.values().forEach(RunProcess::close);
        }
    }

    private static RunProcess start(
            TransportVariant protocol, int number, Target target, Path folder) throws IOException {
        RunSpec spec = new RunSpec("warm" + number, protocol.id(), target, null, WORKLOAD);
        return RunProcess.withoutReport(
                spec, protocol, folder.resolve(FOLDER).resolve(protocol.id()));
    }
}
