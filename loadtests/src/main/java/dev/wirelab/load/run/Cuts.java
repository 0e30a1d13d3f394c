package dev.wirelab.load.run;

import dev.wirelab.load.plan.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Cuts the readers' connections when the workload says so, and lets them come back. A cut finds
/// everyone connected: it waits for those whom the one before still keeps away.
final class Cuts {
    private static final Duration LATE = Duration.ofSeconds(5);

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
                pauseUntil(startNanos + TimeUnit.MILLISECONDS.toNanos(cuts.get(i)));
                if (i > 0) {
                    Pauses.isDone(run.storms().allBack(i - 1), LATE);
                }
                run.readers().forEach(StreamReader::cut);
                // Whatever is due from here on until they come back is missed, and they are away
                // for
                // so long however late this thread got round to it.
                long cut = System.nanoTime();
                run.storms().cut(i, cut);
                long back = cut + TimeUnit.MILLISECONDS.toNanos(workload.awayMillis());
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
