package dev.wirelab.load.run;

import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Leads a run through its phases, on a thread of its own:
///
/// 1. all readers read and the speakers are where they speak,
/// 2. warm-up messages, until every reader has the last of them,
/// 3. quiet, the lab's meters are read,
/// 4. measured messages, for as long as they are to be said and until every reader has the last of
///    them or the drain time is over,
/// 5. quiet, the meters are read again; the readers are sent home.
///
/// So the meters' difference holds the measured messages with everything that they cost, and no
/// byte of a log-in, a handshake or a warm-up. In a quiet workload the meters are read around the
/// quiet, and the measured messages come after. Where readers come at intervals, a steady stream is
/// not interrupted, and the meters are read in its midst ([SteadyTime]).
final class Conductor {
    /// How long it is quiet before the meters are read: answers and next polls are under way till
    /// then.
    private static final Duration SETTLE = Duration.ofMillis(100);

    /// How long it is quiet before a quiet workload is measured: what happens every so often to all
    /// connections, counted from the last message, then falls well within what is measured.
    private static final Duration QUIET_SETTLE = Duration.ofSeconds(1);

    /// How long before its first message a phase is announced.
    private static final Duration LEAD = Duration.ofMillis(50);

    private final LoadRun run;
    private final Gauge gauge;
    private final ProgressLines progress;
    private volatile @Nullable String problem;
    private volatile boolean complete;

    Conductor(LoadRun run, LabApi lab, PrintStream out) {
        this.run = run;
        this.gauge = new Gauge(run, lab);
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
            run.storms().callOff();
            run.over().complete(null);
        }
    }

    private void conduct() throws InterruptedException {
        RunSpec spec = run.spec();
        Timing timing = spec.workload().timing();
        Duration drain = spec.drainLimit(run.longestDelay());
        if (!within(spec.startLimit(), RunPhase.CONNECTING, run.begun())) {
            problem = "Gatling did not begin within " + spec.startLimit().toSeconds() + " s";
            return;
        }
        if (!within(spec.readyLimit(), RunPhase.CONNECTING, run.participants().allReady())) {
            problem = notReady();
            return;
        }
        long warmUp = soon();
        Optional<SteadyTime> steady = steadyTime(warmUp);
        gauge.look();
        run.warmUpBegins().complete(warmUp);
        if (steady.isPresent()) {
            inItsMidst(steady.get(), warmUp + timing.warmUp().toNanos(), drain);
        } else {
            within(timing.warmUp().plus(drain), RunPhase.WARMING_UP, run.warmedUp());
            Pauses.pause(SETTLE);
            if (spec.workload().isQuiet()) {
                aroundQuiet(timing.duration(), drain);
            } else {
                betweenQuiet(timing.duration(), drain);
            }
        }
        if (gauge.isLost()) {
            problem = "the lab did not answer any more";
        } else {
            complete = true;
        }
    }

    private Optional<SteadyTime> steadyTime(long warmUp) {
        Timing timing = run.workload().timing();
        Duration interval = run.usualDelay();
        return interval.isZero() || !run.workload().isSteady()
                ? Optional.empty()
                : SteadyTime.of(warmUp, timing, interval);
    }

    /// Watches the meters while messages come evenly.
    private void inItsMidst(SteadyTime watched, long start, Duration drain)
            throws InterruptedException {
        run.measuringBegins().complete(start);
        await(start, RunPhase.WARMING_UP);
        run.setMeasuring(true);
        await(watched.fromNanos(), RunPhase.MEASURING);
        gauge.begin();
        await(watched.toNanos(), RunPhase.MEASURING);
        gauge.end(true);
        Duration left = run.workload().timing().duration().plus(drain);
        within(left.minusNanos(System.nanoTime() - start), RunPhase.MEASURING, run.allDelivered());
        run.setMeasuring(false);
    }

    /// Watches the meters while nothing is said, and then says something.
    private void aroundQuiet(Duration duration, Duration drain) throws InterruptedException {
        gauge.look();
        Pauses.pause(QUIET_SETTLE);
        gauge.begin();
        run.setMeasuring(true);
        await(System.nanoTime() + duration.toNanos(), RunPhase.MEASURING);
        gauge.end(false);
        say(Duration.ZERO, drain);
    }

    /// Watches the meters from one quiet to the next.
    private void betweenQuiet(Duration duration, Duration drain) throws InterruptedException {
        gauge.begin();
        run.setMeasuring(true);
        if (say(duration, drain)) {
            Pauses.pause(SETTLE);
        }
        gauge.end(false);
    }

    /// Says the measured messages; whether everything arrived in time.
    private boolean say(Duration duration, Duration drain) throws InterruptedException {
        long start = soon();
        run.measuringBegins().complete(start);
        Thread cutting =
                Thread.ofVirtual().name("cutting").start(() -> new Cuts(run).execute(start));
        await(start + duration.toNanos(), RunPhase.MEASURING);
        if (!run.allDelivered().isDone()) {
            gauge.allWasDue();
        }
        boolean all = within(drain, RunPhase.MEASURING, run.allDelivered());
        run.setMeasuring(false);
        cutting.interrupt();
        cutting.join();
        return all;
    }

    /// Waits for a moment of the monotonic clock, but not after all virtual users have ended.
    private void await(long nanos, RunPhase phase) throws InterruptedException {
        within(Duration.ofNanos(nanos - System.nanoTime()), phase, new CompletableFuture<>());
    }

    private static long soon() {
        return System.nanoTime() + LEAD.toNanos();
    }

    /// Whether it happened in time; false as soon as too many virtual users have ended for it.
    private boolean within(Duration limit, RunPhase phase, CompletableFuture<Void> event)
            throws InterruptedException {
        Participants participants = run.participants();
        long start = System.nanoTime();
        long left = limit.toNanos();
        while (left > 0 && !participants.allEnded().isDone()) {
            progress.show(phase, limit.minusNanos(left));
            Duration wait = Duration.ofNanos(Math.min(left, progress.period().toNanos()));
            if (Pauses.isDone(event, wait)) {
                return true;
            }
            if (!participants.allReady().isDone() && participants.endedEarly() > 0) {
                return false;
            }
            left = start + limit.toNanos() - System.nanoTime();
        }
        return event.isDone();
    }

    private String notReady() {
        Participants participants = run.participants();
        String ending = participants.firstEnding();
        return participants.readyCount()
                + " of "
                + participants.count()
                + " virtual users were ready"
                + (ending == null ? "" : "; the first to end: " + ending);
    }

    Gauge gauge() {
        return gauge;
    }

    /// Why it is not complete, or null.
    @Nullable String problem() {
        return problem;
    }

    /// Whether all phases came to their end.
    boolean isComplete() {
        return complete;
    }
}
