package dev.wirelab.load.run;

import dev.wirelab.load.measure.MeterSource;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Leads a run through its phases, on a thread of its own:
///
/// 1. All readers read and all publishers have joined their groups.
/// 2. Warm-up messages are published, until every reader has received the last of them.
/// 3. The lab's meters are read while there is no traffic.
/// 4. The measured messages are published, until every reader has received the last of them or the
///    drain time is over.
/// 5. The meters are read again, without traffic, and the readers end.
///
/// So the increase of the meters covers the measured messages with all their costs, and no byte of
/// a log-in, a handshake or the warm-up. In an idle workload the meters are read around the idle
/// time, and the measured messages follow. Where readers poll at intervals, a steady stream is not
/// interrupted and the meters are read within it ([SteadyWindow]).
final class RunController {
    /// The pause before the meters are read: answers and next polls are under way until then.
    private static final Duration SETTLE = Duration.ofMillis(100);

    /// The pause before an idle workload is measured, so that what happens periodically, counted
    /// from the last message, falls well within the measurement.
    private static final Duration IDLE_SETTLE = Duration.ofSeconds(1);

    /// How long before its first message a phase is announced.
    private static final Duration LEAD = Duration.ofMillis(50);

    /// How long nothing arrives until the lab is asked whether it still answers.
    private static final Duration SUSPICIOUS = Duration.ofSeconds(2);

    private static final String GONE = "the lab did not answer any more";

    private final LoadRun run;
    private final MeterRecorder recorder;
    private final ProgressLines progress;
    private volatile @Nullable String problem;
    private volatile boolean complete;
    private volatile boolean stillArriving;

    RunController(LoadRun run, MeterSource lab, PrintStream out) {
        this.run = run;
        this.recorder = new MeterRecorder(run, lab);
        this.progress = new ProgressLines(run, out);
    }

    /// Executes the phases; returns when the readers may end.
    void execute() throws InterruptedException {
        try {
            executePhases();
        } finally {
            run.measuring = false;
            run.warmUpBegins.complete(System.nanoTime());
            run.measuringBegins.complete(System.nanoTime());
            run.disconnections.cancel();
            run.over.complete(null);
        }
    }

    private void executePhases() throws InterruptedException {
        RunSpec spec = run.spec;
        Timing timing = run.workload.timing();
        Duration drain = spec.drainLimit(run.longestDelay());
        if (!await(spec.startLimit(), ProgressLines.Phase.CONNECTING, run.begun)) {
            problem = "Gatling did not start within " + spec.startLimit().toSeconds() + " s";
            return;
        }
        if (!await(spec.readyLimit(), ProgressLines.Phase.CONNECTING, run.participants.allReady)) {
            problem = run.participants.notReady();
            return;
        }
        recorder.snapshotProcess(); // It may take longer than the lead.
        long warmUp = System.nanoTime() + LEAD.toNanos();
        Optional<SteadyWindow> steady =
                run.usualDelay().isZero() || !run.workload.isSteady()
                        ? Optional.empty()
                        : SteadyWindow.of(warmUp, timing, run.usualDelay());
        run.warmUpBegins.complete(warmUp);
        if (steady.isPresent()) {
            measureWithin(steady.get(), warmUp + timing.warmUp().toNanos(), drain);
        } else {
            await(timing.warmUp(), ProgressLines.Phase.WARMING_UP, run.warmedUp);
            drain(drain, ProgressLines.Phase.WARMING_UP, run.warmedUp);
            if (recorder.isLost()) {
                problem = GONE;
                return;
            }
            Pauses.pause(SETTLE);
            if (run.workload.isQuiet()) {
                measureIdle(timing.duration(), drain);
            } else {
                measureMessages(timing.duration(), drain);
            }
        }
        if (recorder.isLost()) {
            problem = GONE;
        } else {
            complete = true;
        }
    }

    /// Observes the meters within a steady stream.
    private void measureWithin(SteadyWindow window, long start, Duration drain)
            throws InterruptedException {
        run.measuringBegins.complete(start);
        awaitTime(start, ProgressLines.Phase.WARMING_UP);
        run.measuring = true;
        awaitTime(window.fromNanos(), ProgressLines.Phase.MEASURING);
        recorder.begin();
        awaitTime(window.toNanos(), ProgressLines.Phase.MEASURING);
        recorder.end(true);
        awaitTime(
                start + run.workload.timing().duration().toNanos(), ProgressLines.Phase.MEASURING);
        drain(drain, ProgressLines.Phase.MEASURING, run.allDelivered);
        run.measuring = false;
    }

    /// Observes the meters while nothing is published, and then publishes.
    private void measureIdle(Duration duration, Duration drain) throws InterruptedException {
        recorder.snapshotProcess();
        Pauses.pause(IDLE_SETTLE);
        recorder.begin();
        run.measuring = true;
        awaitTime(System.nanoTime() + duration.toNanos(), ProgressLines.Phase.MEASURING);
        recorder.end(false);
        publish(Duration.ZERO, drain);
    }

    /// Observes the meters from before the first to after the last message.
    private void measureMessages(Duration duration, Duration drain) throws InterruptedException {
        recorder.begin();
        run.measuring = true;
        if (publish(duration, drain)) {
            Pauses.pause(SETTLE);
        }
        recorder.end(false);
    }

    /// Publishes the measured messages; returns whether all arrived in time.
    private boolean publish(Duration duration, Duration drain) throws InterruptedException {
        long start = System.nanoTime() + LEAD.toNanos();
        run.measuringBegins.complete(start);
        Thread cutting =
                Thread.ofVirtual()
                        .name("cutting")
                        .start(() -> run.disconnections.execute(run, start));
        awaitTime(start + duration.toNanos(), ProgressLines.Phase.MEASURING);
        if (!run.allDelivered.isDone()) {
            recorder.allPublished();
        }
        boolean all = drain(drain, ProgressLines.Phase.MEASURING, run.allDelivered);
        run.measuring = false;
        cutting.interrupt();
        cutting.join();
        return all;
    }

    /// Waits for the messages that have not arrived after all were due. Some are late as long as
    /// others arrive, at most [RunSpec#LATE_LIMIT]; when none has arrived for the limit they are
    /// lost. If the lab does not even answer, there is nothing to wait for.
    ///
    /// @param limit how long a healthy lab may take between two arrivals
    /// @return whether all arrived
    private boolean drain(Duration limit, ProgressLines.Phase phase, CompletableFuture<Void> event)
            throws InterruptedException {
        long start = System.nanoTime();
        long last = start;
        stillArriving = false;
        long arrived = run.arrivals();
        while (!await(ProgressLines.PERIOD, phase, event)) {
            long now = System.nanoTime();
            boolean progress = run.arrivals() > arrived;
            arrived = run.arrivals();
            last = progress ? now : last;
            stillArriving = progress;
            boolean silent = now - last > SUSPICIOUS.toNanos() && recorder.isSilent();
            if (run.participants.allEnded.isDone()
                    || silent
                    || now - last > limit.toNanos()
                    || now - start > limit.plus(RunSpec.LATE_LIMIT).toNanos()) {
                return event.isDone();
            }
        }
        return true;
    }

    /// How many messages had not arrived although others still did when the wait for them ended.
    long late() {
        return stillArriving ? run.population.expected() - run.measuredArrivals() : 0;
    }

    /// Waits for a moment of the monotonic clock, but not after all virtual users have ended.
    private void awaitTime(long nanos, ProgressLines.Phase phase) throws InterruptedException {
        await(Duration.ofNanos(nanos - System.nanoTime()), phase, new CompletableFuture<>());
    }

    /// Waits for an event; returns false when the time is over or too many virtual users have ended
    /// for it.
    private boolean await(Duration limit, ProgressLines.Phase phase, CompletableFuture<Void> event)
            throws InterruptedException {
        Participants participants = run.participants;
        long start = System.nanoTime();
        long left = limit.toNanos();
        while (left > 0 && !participants.allEnded.isDone()) {
            progress.print(phase, limit.minusNanos(left));
            Duration wait = Duration.ofNanos(Math.min(left, ProgressLines.PERIOD.toNanos()));
            if (Pauses.isDone(event, wait)) {
                return true;
            }
            if (!participants.allReady.isDone() && participants.endedEarly() > 0) {
                return false;
            }
            left = start + limit.toNanos() - System.nanoTime();
        }
        return event.isDone();
    }

    MeterRecorder recorder() {
        return recorder;
    }

    /// Why the run is not complete, or null.
    @Nullable String problem() {
        return problem;
    }

    /// Whether all phases were completed.
    boolean isComplete() {
        return complete;
    }
}
