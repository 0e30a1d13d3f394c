package dev.wirelab.load.fanout;

import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Leads a run through its phases, on a thread of its own:
///
/// 1. all readers read and the publisher is in the group,
/// 2. warm-up messages, until every reader has the last of them,
/// 3. quiet, the lab's meters are read,
/// 4. measured messages, until every reader has the last of them or the drain time is over,
/// 5. quiet, the meters are read again; the readers are sent home.
///
/// So the meters' difference holds the measured messages with everything that they cost, and no
/// byte of a log-in, a handshake or a warm-up.
final class Conductor {
    /// How long it is quiet before the meters are read: answers and next polls are under way till
    /// then.
    private static final Duration SETTLE = Duration.ofMillis(100);

    /// How long before its first message a phase is announced.
    private static final Duration LEAD = Duration.ofMillis(50);

    private final FanOutRun run;
    private final LabApi lab;
    private final ProgressLines progress;
    private @Nullable Meters before;
    private @Nullable Meters after;
    private @Nullable String problem;
    private volatile boolean complete;

    Conductor(FanOutRun run, LabApi lab, PrintStream out) {
        this.run = run;
        this.lab = lab;
        this.progress = new ProgressLines(run, out);
    }

    /// Leads; returns when the readers have been sent home.
    void lead() throws InterruptedException {
        try {
            conduct();
        } finally {
            run.setMeasuring(false);
            run.warmUpBegins().complete(System.nanoTime());
            run.measuringBegins().complete(System.nanoTime());
            run.over().complete(null);
        }
    }

    private void conduct() throws InterruptedException {
        RunSpec spec = run.spec();
        FanOut workload = spec.workload();
        Duration drain = spec.drainLimit(run.protocol());
        if (!within(spec.readyLimit(), "connecting", run.allReady())) {
            problem = notReady();
            return;
        }
        run.warmUpBegins().complete(soon());
        within(
                Duration.ofMillis(workload.warmUpMillis()).plus(drain),
                "warming up",
                run.warmedUp());
        pause(SETTLE);
        before = lab.meters(spec.transport()).orElse(null);
        run.setMeasuring(true);
        run.measuringBegins().complete(soon());
        Duration limit = Duration.ofMillis(workload.durationMillis()).plus(drain);
        boolean all = within(limit, "measuring", run.allDelivered());
        run.setMeasuring(false);
        if (all) {
            pause(SETTLE);
        }
        after = lab.meters(spec.transport()).orElse(null);
        complete = true;
    }

    private static long soon() {
        return System.nanoTime() + LEAD.toNanos();
    }

    /// Whether it happened in time; false as soon as too many virtual users have ended for it.
    private boolean within(Duration limit, String phase, CompletableFuture<Void> event)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline && !run.allEnded().isDone()) {
            progress.show(phase, Duration.ofNanos(deadline - System.nanoTime()));
            if (isDone(event, progress.period())) {
                return true;
            }
            if (!run.allReady().isDone() && run.endedEarly() > 0) {
                return false;
            }
        }
        return event.isDone();
    }

    private static boolean isDone(CompletableFuture<Void> event, Duration limit)
            throws InterruptedException {
        try {
            event.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        isDone(new CompletableFuture<>(), time);
    }

    private String notReady() {
        String ending = run.firstEnding();
        return run.readyCount()
                + " of "
                + (run.spec().workload().readers() + 1)
                + " virtual users were ready"
                + (ending == null ? "" : "; the first to end: " + ending);
    }

    /// What the meters moved while it measured; nothing if the lab has none.
    Optional<Meters> meters() {
        return before == null || after == null
                ? Optional.empty()
                : Optional.of(after.since(before));
    }

    /// Why nothing was measured, or null.
    @Nullable String problem() {
        return problem;
    }

    /// Whether all phases came to their end.
    boolean isComplete() {
        return complete;
    }
}
