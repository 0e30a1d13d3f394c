package dev.wirelab.load;

import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.CapacityPlan;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Numbers;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.stats.Quantile;
import dev.wirelab.load.theory.TransportModels;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of `capacity`, and what they may be.
final class CapacityOptions {
    /// By which share of it a capacity may be told too low.
    private static final double PRECISION = 0.1;

    private static final int MAX_STEPS = 100;

    @Option(
            names = "--slo",
            paramLabel = "pNN=TIME",
            description =
                    "the objective: a percentile of the delivery latency, such as p99.9=1s (default:"
                            + " ${DEFAULT-VALUE}); nothing may be lost")
    private String slo = "p99=50ms";

    @Option(
            names = {"--transports", "--transport"},
            split = ",",
            paramLabel = "ID",
            description = "which, in this order, with commas between (default: all)")
    private List<String> transports = TransportModels.ids();

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "what is raised: readers or rate (default: ${DEFAULT-VALUE})")
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
            description = "how many runs a transport may take (default: ${DEFAULT-VALUE})")
    private int steps = 16;

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "by rate: sessions that read (default: ${DEFAULT-VALUE})")
    private int readers = 100;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "by readers: messages a second (default: ${DEFAULT-VALUE})")
    private double rate = 20;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "bytes of each text, 48 to 4096 (default: ${DEFAULT-VALUE})")
    private int size = 64;

    @Option(
            names = "--poll-interval",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "from one short poll to the next (default: 1s)")
    private Duration pollInterval = Duration.ofSeconds(1);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each step is measured (default: 5s)")
    private Duration duration = Duration.ofSeconds(5);

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each step warms up before (default: 2s)")
    private Duration warmUp = Duration.ofSeconds(2);

    @Mixin private PlaceOptions place = new PlaceOptions();

    PlaceOptions place() {
        return place;
    }

    /// What they ask.
    ///
    /// @throws CannotBeginException if they ask what cannot be; the message says which and why
    CapacityPlan plan() throws CannotBeginException {
        Objective objective = objective();
        CapacityResult.By what = by();
        List<TransportVariant> protocols = new ArrayList<>();
        for (String id : new LinkedHashSet<>(transports)) {
            protocols.add(Demands.protocol(id));
        }
        Demands.inRange(
                "--poll-interval", pollInterval, Duration.ofMillis(10), Duration.ofSeconds(30));
        Demands.inRange("--duration", duration, Duration.ofMillis(100), Duration.ofMinutes(10));
        Demands.inRange("--warm-up", warmUp, Duration.ZERO, Duration.ofMinutes(10));
        Demands.demand(
                readers >= 1 && readers <= WorkloadOptions.MAX_READERS,
                "--readers must be 1 to %d".formatted(WorkloadOptions.MAX_READERS));
        Demands.demand(
                rate > 0 && rate <= WorkloadOptions.MAX_RATE,
                "--rate must be above 0 and at most %d".formatted(WorkloadOptions.MAX_RATE));
        Demands.demand(
                size >= Stamp.MIN_BYTES && size <= WorkloadOptions.MAX_TEXT_BYTES,
                "--size must be %d to %d: the stamp needs the first"
                        .formatted(Stamp.MIN_BYTES, WorkloadOptions.MAX_TEXT_BYTES));
        Demands.demand(
                steps >= 1 && steps <= MAX_STEPS, "--steps must be 1 to %d".formatted(MAX_STEPS));
        Timing timing =
                new Timing(pollInterval.toMillis(), 25, warmUp.toMillis(), duration.toMillis());
        CapacityPlan plan =
                new CapacityPlan(
                        protocols,
                        objective,
                        what,
                        new FanOut(readers, rate, size, timing),
                        range(what));
        return checked(plan);
    }

    private Objective objective() throws CannotBeginException {
        try {
            return Objective.parse(slo);
        } catch (IllegalArgumentException e) {
            throw new CannotBeginException("--slo: " + e.getMessage());
        }
    }

    private CapacityResult.By by() throws CannotBeginException {
        for (CapacityResult.By what : CapacityResult.By.values()) {
            if (what.id().equals(by)) {
                return what;
            }
        }
        throw new CannotBeginException("--by must be readers or rate, not '" + by + "'");
    }

    private Search.Range range(CapacityResult.By what) throws CannotBeginException {
        int most =
                switch (what) {
                    case READERS -> WorkloadOptions.MAX_READERS;
                    case RATE -> WorkloadOptions.MAX_RATE;
                };
        int first = from != null ? from : what == CapacityResult.By.READERS ? 100 : 20;
        int last = to != null ? to : Math.max(5_000, first);
        Demands.demand(first >= 1 && first <= most, "--from must be 1 to %d".formatted(most));
        Demands.demand(
                last >= first && last <= most, "--to must be %d to %d".formatted(first, most));
        return new Search.Range(first, last, 1, 1, PRECISION, steps);
    }

    /// The plan without the loads at which too little is delivered to tell the objective's
    /// percentile, if it can be told at the first and counted at the highest.
    private static CapacityPlan checked(CapacityPlan plan) throws CannotBeginException {
        FanOut first = plan.first();
        WorkloadOptions.check(first);
        WorkloadOptions.check(plan.most());
        Objective objective = plan.objective();
        long needed = new Quantile(objective.percentile()).leastCount();
        return plan.delivering(needed)
                .orElseThrow(() ->
                        new CannotBeginException(
                                "--slo %s needs %d deliveries, and at --from %s only %d are due: raise --from, %s or --duration"
                                        .formatted(
                                                objective,
                                                needed,
                                                Numbers.plain(plan.range().start()),
                                                first.cast("any").expected(),
                                                switch (plan.by()) {
                                                    case READERS -> "--rate";
                                                    case RATE -> "--readers";
                                                })));
    }
}
