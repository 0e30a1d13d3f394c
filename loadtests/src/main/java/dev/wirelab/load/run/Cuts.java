package dev.wirelab.load.run;

import dev.wirelab.load.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Cuts the readers' connections when the workload says so, and lets them come back.
final class Cuts {
    private final LoadRun run;

    Cuts(LoadRun run) {
        this.run = run;
    }

    /// Does so, on the thread that calls; ends early when it is interrupted.
    ///
    /// @param startNanos when measuring begins, on the monotonic clock
    void execute(long startNanos) {
        Workload workload = run.workload();
        List<Long> cuts = workload.cutsMillis();
        try {
            for (int i = 0; i < cuts.size(); i++) {
                long cut = startNanos + TimeUnit.MILLISECONDS.toNanos(cuts.get(i));
                long back = cut + TimeUnit.MILLISECONDS.toNanos(workload.awayMillis());
                pauseUntil(cut);
                run.storms().cut(i, System.nanoTime());
                run.readers().forEach(StreamReader::cut);
                pauseUntil(back);
                run.storms().comeBack(i).complete(back);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pauseUntil(long nanos) throws InterruptedException {
        Pauses.pause(Duration.ofNanos(nanos - System.nanoTime()));
    }
}
