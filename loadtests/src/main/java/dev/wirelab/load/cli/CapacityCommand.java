package dev.wirelab.load.cli;

import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.compare.CapacityPlan;
import dev.wirelab.load.compare.CapacityRun;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.stats.Quantile;
import dev.wirelab.load.text.TextFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Searches the capacity of each transport.
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Searches, for each transport, the highest number of readers (or the highest rate) at which"
                    + " an objective of the delivery latency holds, and the limiting factor: doubles the"
                    + " load until the objective is missed, then bisects.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit code 0: every search was"
                    + " completed; 1: so, but a message was duplicated, out of order or altered; 2: an"
                    + " option or the target is unusable, or the lab does not start; 3: a search failed or"
                    + " was cut off, and the results so far are on disk.",
            ""
        })
final class CapacityCommand extends MeasurementCommand {
    /// The share by which a capacity may be too low.
    private static final double PRECISION = 0.1;

    private static final int MAX_STEPS = 100;

    @Mixin private FanOutOptions fanOut = new FanOutOptions();

    @Option(
            names = "--slo",
            paramLabel = "pNN=TIME",
            description =
                    "the objective: a percentile of the delivery latency, such as p99.9=1s (default:"
                            + " ${DEFAULT-VALUE}); no message may be lost")
    private String slo = "p99=50ms";

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "what is increased: readers or rate (default: ${DEFAULT-VALUE})")
    private String by = CapacityResult.By.READERS.id();

    @Option(
            names = "--from",
            paramLabel = "N",
            description = "the first load (default: 100 readers, or 20 messages a second)")
    private @Nullable Integer from;

    @Option(
            names = "--to",
            paramLabel = "N",
            description = "the highest (default: 5000 readers, or 5000 messages a second)")
    private @Nullable Integer to;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "the maximum of runs per transport (default: ${DEFAULT-VALUE})")
    private int steps = 16;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "measuring time of each step (default: 5s)")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "warm-up of each step (default: 2s)")
    private Duration warmUp = Duration.ofSeconds(2);

    @Override
    Measurement measurement(Optional<String> target) throws CannotStartException {
        CapacityPlan plan = plan();
        String measured = target.orElse("started for this search");
        return (lab, folder, display) ->
                new CapacityRun(plan, folder, display, measured).execute(lab);
    }

    CapacityPlan plan() throws CannotStartException {
        OptionChecks.inRange("--steps", steps, 1, MAX_STEPS);
        Timing timing = fanOut.timing(25, warmUp, duration, Duration.ofMinutes(10));
        CapacityResult.By increased = by();
        return checked(
                new CapacityPlan(
                        onTarget(transports()),
                        objective(),
                        increased,
                        fanOut.workload(timing),
                        range(increased)));
    }

    private Objective objective() throws CannotStartException {
        try {
            return Objective.parse(slo);
        } catch (IllegalArgumentException e) {
            throw new CannotStartException("--slo: " + e.getMessage());
        }
    }

    private CapacityResult.By by() throws CannotStartException {
        return Arrays.stream(CapacityResult.By.values())
                .filter(what -> what.id().equals(by))
                .findFirst()
                .orElseThrow(() ->
                        new CannotStartException("--by must be readers or rate, not '" + by + "'"));
    }

    private Search.Range range(CapacityResult.By increased) throws CannotStartException {
        int most =
                switch (increased) {
                    case READERS -> OptionChecks.MAX_READERS;
                    case RATE -> OptionChecks.MAX_RATE;
                };
        int first = from != null ? from : increased == CapacityResult.By.READERS ? 100 : 20;
        int last = to != null ? to : Math.max(5_000, first);
        OptionChecks.inRange("--from", first, 1, most);
        OptionChecks.inRange("--to", last, first, most);
        return new Search.Range(first, last, 1, 1, PRECISION, steps);
    }

    /// The plan without the loads that have too few deliveries for the objective's percentile.
    private static CapacityPlan checked(CapacityPlan plan) throws CannotStartException {
        FanOut first = plan.first();
        OptionChecks.workload(first);
        OptionChecks.workload(plan.most());
        Objective objective = plan.objective();
        long needed = new Quantile(objective.percentile()).leastCount();
        return plan.delivering(needed)
                .orElseThrow(() ->
                        new CannotStartException(
                                "--slo %s needs %d deliveries, and at --from %s only %d are due: raise --from, %s or --duration"
                                        .formatted(
                                                objective,
                                                needed,
                                                TextFormat.exact(plan.range().start()),
                                                first.population("any").expected(),
                                                switch (plan.by()) {
                                                    case READERS -> "--rate";
                                                    case RATE -> "--readers";
                                                })));
    }
}
