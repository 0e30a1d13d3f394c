package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Capacities;
import dev.wirelab.load.compare.CapacityPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Finds how far each transport carries an objective.
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds, for each transport, the most readers (or the highest rate) at which an objective of"
                    + " the delivery latency still holds, and what runs out beyond: doubles the load until"
                    + " it does not, then halves the distance.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit code 0: every search came"
                    + " to its end; 1: so, but a message came twice, out of order or altered; 2: an option"
                    + " or the target will not do, or the lab does not start; 3: a search failed or was"
                    + " cut off, and what was measured is on disk.",
            ""
        })
final class CapacityCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private CapacityOptions options = new CapacityOptions();

    @Override
    public Integer call() throws Exception {
        CapacityPlan plan;
        String target;
        try {
            plan = options.plan();
            target = options.place().target().orElse("started for this search");
        } catch (CannotBeginException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return new Measuring(spec)
                .execute(
                        options.place(),
                        (lab, folder, display) ->
                                new Capacities(plan, folder, display, target).execute(lab));
    }
}
