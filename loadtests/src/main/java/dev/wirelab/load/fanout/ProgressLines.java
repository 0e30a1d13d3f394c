package dev.wirelab.load.fanout;

import java.io.PrintStream;
import java.time.Duration;

/// Tells the process that started this run how far it is, a line a second: `@progress PHASE|SECONDS
/// LEFT AT MOST|DELIVERED|EXPECTED`.
public final class ProgressLines {
    /// How each such line begins.
    public static final String PREFIX = "@progress ";

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final FanOutRun run;
    private final PrintStream out;

    ProgressLines(FanOutRun run, PrintStream out) {
        this.run = run;
        this.out = out;
    }

    Duration period() {
        return PERIOD;
    }

    void show(String phase, Duration atMost) {
        out.println(
                PREFIX
                        + String.join(
                                "|",
                                phase,
                                Long.toString(atMost.toSeconds()),
                                Long.toString(run.measuredArrivals()),
                                Long.toString(run.spec().workload().expected())));
        out.flush();
    }
}
