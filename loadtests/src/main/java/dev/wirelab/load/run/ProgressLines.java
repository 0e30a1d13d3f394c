package dev.wirelab.load.run;

import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import java.io.PrintStream;
import java.time.Duration;

/// Tells the process that started this run how far it is, a line a second: `@progress PHASE|SECONDS
/// LEFT|DELIVERED|EXPECTED`.
public final class ProgressLines {
    /// How each such line begins.
    public static final String PREFIX = "@progress ";

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /// Until the last virtual user has gone and Gatling's report is written.
    private static final Duration ENDING = Duration.ofSeconds(4);

    private final LoadRun run;
    private final PrintStream out;

    ProgressLines(LoadRun run, PrintStream out) {
        this.run = run;
        this.out = out;
    }

    Duration period() {
        return PERIOD;
    }

    /// @param inPhase how long this phase has lasted
    void show(RunPhase phase, Duration inPhase) {
        out.println(
                PREFIX
                        + String.join(
                                "|",
                                phase.words(),
                                Long.toString(left(phase, inPhase).toSeconds()),
                                Long.toString(run.measuredArrivals()),
                                Long.toString(run.cast().expected())));
        out.flush();
    }

    private Duration left(RunPhase phase, Duration inPhase) {
        Duration now = usual(phase).minus(inPhase);
        Duration left = ENDING.plus(now.isNegative() ? Duration.ZERO : now);
        for (RunPhase later : RunPhase.values()) {
            left = later.compareTo(phase) > 0 ? left.plus(usual(later)) : left;
        }
        return left;
    }

    private Duration usual(RunPhase phase) {
        RunSpec spec = run.spec();
        Timing timing = spec.workload().timing();
        Duration wait = run.usualDelay();
        return switch (phase) {
            case CONNECTING ->
                    Duration.ofSeconds(
                            1
                                    + Math.ceilDiv(
                                            run.cast().users(), LoadSimulation.LOG_INS_PER_SECOND));
            case WARMING_UP -> timing.warmUp().plus(wait);
            case MEASURING -> timing.duration().plus(wait);
        };
    }
}
