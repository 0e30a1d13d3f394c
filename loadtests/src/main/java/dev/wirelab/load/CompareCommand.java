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

/// Compares the transports.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the same workload over each transport, all of them one after the other and then all"
                    + " again, and prints how they differ.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit code 0: every message"
                    + " came once and in order; 1: not so; 2: an option or the target will not do, or"
                    + " the lab does not start; 3: a run failed, and what was measured is on disk.",
            ""
        })
final class CompareCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private CompareOptions options = new CompareOptions();

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
