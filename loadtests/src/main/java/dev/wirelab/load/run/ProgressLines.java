package dev.wirelab.load.run;

import dev.wirelab.load.plan.Timing;
import java.io.PrintStream;
import java.time.Duration;

/// Reports the progress to the process that started this run, one line per second: `@progress
/// PHASE|SECONDS LEFT|DELIVERED|EXPECTED`.
public final class ProgressLines {
    /// The start of each line.
    public static final String PREFIX = "@progress ";

    /// From one line to the next.
    static final Duration PERIOD = Duration.ofSeconds(1);

    /// Until the last virtual user has ended and Gatling's report is written.
    private static final Duration ENDING = Duration.ofSeconds(4);

    private final LoadRun run;
    private final PrintStream out;

    /// A phase of a run.
    enum Phase {
        CONNECTING("connecting"),
        WARMING_UP("warming up"),
        MEASURING("measuring");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    ProgressLines(LoadRun run, PrintStream out) {
        this.run = run;
        this.out = out;
    }

    /// @param inPhase how long this phase has lasted
    void print(Phase phase, Duration inPhase) {
        out.println(
                "%s%s|%d|%d|%d"
                        .formatted(
                                PREFIX,
                                phase.words,
                                left(phase, inPhase).toSeconds(),
                                run.measuredArrivals(),
                                run.population.expected()));
        out.flush();
    }

    private Duration left(Phase phase, Duration inPhase) {
        Duration now = usual(phase).minus(inPhase);
        Duration left = ENDING.plus(now.isNegative() ? Duration.ZERO : now);
        for (Phase later : Phase.values()) {
            left = later.compareTo(phase) > 0 ? left.plus(usual(later)) : left;
        }
        return left;
    }

    private Duration usual(Phase phase) {
        Timing timing = run.workload.timing();
        return switch (phase) {
            case CONNECTING ->
                    Duration.ofSeconds(
                            1
                                    + Math.ceilDiv(
                                            run.population.users(),
                                            LoadSimulation.LOG_INS_PER_SECOND));
            case WARMING_UP -> timing.warmUp().plus(run.usualDelay());
            case MEASURING -> timing.duration().plus(run.usualDelay());
        };
    }
}
