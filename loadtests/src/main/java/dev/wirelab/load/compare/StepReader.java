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

/// Converts a run into a step of a capacity search.
///
/// @param sharedMachine whether lab and load generator share their cores
/// @param folder the folder that contains the run's folder
record StepReader(
        Objective objective, TransportVariant protocol, boolean sharedMachine, Path folder) {

    /// The step of a run.
    ///
    /// @throws IOException if its histograms cannot be read
    Step read(double load, FanOut workload, Run run) throws IOException {
        RunResult result = run.result();
        if (result == null) {
            return Step.failed(load, run.failure() == null ? "it has no result" : run.failure());
        }
        if (!run.isComplete()) {
            return Step.failed(load, result.problem() == null ? "unknown" : result.problem());
        }
        return new Step(
                load,
                percentile(run),
                result.tally().lost() + result.warmUpLost(),
                labCores(result),
                result.injectorCores() == null ? 0 : result.injectorCores(),
                Runtime.getRuntime().availableProcessors(),
                sharedMachine,
                result.injector().lagP99(),
                waitMicros(protocol, workload, objective),
                result.isAnswerBound(),
                "");
    }

    private static double labCores(RunResult result) {
        return result.meterWindow() == null || result.meterWindow().labCores() == null
                ? 0
                : result.meterWindow().labCores();
    }

    private double percentile(Run run) throws IOException {
        return Histograms.read(folder.resolve(run.folder()), Quantity.DELIVERY)
                .map(histogram -> (double) histogram.getValueAtPercentile(objective.percentile()))
                .orElse(0.0);
    }

    /// How long the transport itself delays a message at the objective's percentile, at any load:
    /// messages wait for the next poll.
    static double waitMicros(TransportVariant protocol, FanOut workload, Objective objective) {
        double interval = protocol.transport().usualDelay(workload.timing()).toNanos() / 1e3;
        return interval * objective.percentile() / 100;
    }
}
