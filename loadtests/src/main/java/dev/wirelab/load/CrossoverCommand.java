package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Comparison;
import dev.wirelab.load.compare.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Maps which transport is cheapest where.
@Command(
        name = "crossover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures each transport over a grid of rates, readers, sizes and poll intervals (of three"
                    + " rates, readers and sizes two thirds of the places, else all), fits a model of its"
                    + " costs on half of the points, checks it on the other half, and maps which transport"
                    + " is cheapest in bytes, CPU and latency where. A part of `compare --full`.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit codes as of compare.",
            ""
        })
final class CrossoverCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private CrossoverOptions options = new CrossoverOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings;
        try {
            settings = options.settings();
        } catch (CannotBeginException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return new Measuring(spec)
                .execute(
                        options.place(),
                        (lab, folder, display) ->
                                new Comparison(settings, folder, display).execute(lab));
    }
}
