package dev.wirelab.load.compare;

import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Step;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;

/// Reads out of a run what a search for capacity must know of it.
///
/// @param sharedMachine whether lab and load program share their cores
/// @param folder that the run's folder is in
record StepReader(
        Objective objective, TransportVariant protocol, boolean sharedMachine, Path folder) {

    /// The step that a run was.
    ///
    /// @throws IOException if its histograms cannot be read
    Step read(double load, FanOut workload, Run run) throws IOException {
        RunResult result = run.result();
        if (result == null) {
            return Step.failed(load, run.failure() == null ? "it left nothing" : run.failure());
        }
        if (!run.isComplete()) {
            return Step.failed(load, result.problem() == null ? "unknown" : result.problem());
        }
        return new Step(
                load,
                percentile(run),
                result.tally().lost() + result.warmUpLost(),
                result.labCores().orElse(0),
                result.injectorCores() == null ? 0 : result.injectorCores(),
                Runtime.getRuntime().availableProcessors(),
                sharedMachine,
                result.injector().lagP99(),
                waitMicros(protocol, workload, objective),
                result.isAnswerBound(),
                "");
    }

    private double percentile(Run run) throws IOException {
        return Histograms.read(folder.resolve(run.folder())).stream()
                .filter(histogram -> Quantity.DELIVERY.id().equals(histogram.getTag()))
                .mapToDouble(histogram -> histogram.getValueAtPercentile(objective.percentile()))
                .findFirst()
                .orElse(0);
    }

    /// How long the wire itself lets a message lie at the objective's percentile, whatever the
    /// load: a poll comes at any moment of its interval.
    static double waitMicros(TransportVariant protocol, FanOut workload, Objective objective) {
        double interval = protocol.transport().usualDelay(workload.timing()).toNanos() / 1e3;
        return interval * objective.percentile() / 100;
    }
}
