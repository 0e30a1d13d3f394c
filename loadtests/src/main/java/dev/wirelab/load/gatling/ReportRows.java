package dev.wirelab.load.gatling;

import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Quantity;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import scala.Option;
import scala.collection.immutable.List;
import scala.collection.immutable.Nil$;

/// Writes times that Gatling cannot measure as rows of its report, in its milliseconds, so that all
/// transports have the same rows. Results are never taken from them.
public final class ReportRows {
    private static final long MOST_ROWS = 20_000;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final long wallMillis = System.currentTimeMillis();
    private final long wallNanos = System.nanoTime();
    private final String scenario;
    private final long every;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final LatencyRecorder latencies;
    private final BooleanSupplier measuring;
    private final Queue<Line> pending = new ConcurrentLinkedQueue<>();

    /// A row, in milliseconds since 1970.
    private record Line(String name, long start, long end) {}

    /// @param scenario the scenario of the rows in the report
    /// @param expected the expected number of rows; of more than 20,000 only every nth is written
    /// @param latencies records the lag of the event loops
    /// @param measuring whether the run is measured now
    public ReportRows(
            String scenario, long expected, LatencyRecorder latencies, BooleanSupplier measuring) {
        this.scenario = scenario;
        this.every = Math.max(1, (expected + MOST_ROWS - 1) / MOST_ROWS);
        this.latencies = latencies;
        this.measuring = measuring;
    }

    /// A step that connects this object with Gatling's report and begins to measure the lag of its
    /// event loops. It does not affect the virtual user.
    public ActionBuilder begin() {
        return LoadAction.of(
                "begin",
                (session, execution) -> {
                    if (ticking.compareAndSet(false, true)) {
                        measureLag(execution.core());
                    }
                    execution.next(session);
                });
    }

    /// Writes a row, soon: rows are passed to Gatling together, since each call may wake its
    /// writer.
    public void write(String name, long startNanos, long endNanos) {
        if (requested.getAndIncrement() % every == 0) {
            pending.add(new Line(name, millis(startNanos), millis(endNanos)));
        }
    }

    private void flush(StatsEngine report) {
        for (Line line = pending.poll(); line != null; line = pending.poll()) {
            report.logResponse(
                    scenario,
                    noGroups(),
                    line.name,
                    line.start,
                    line.end,
                    OK$.MODULE$,
                    Option.empty(),
                    Option.empty());
        }
    }

    @SuppressWarnings("unchecked") // Nil is the empty list of anything.
    private static List<String> noGroups() {
        return (List<String>) (List<?>) Nil$.MODULE$;
    }

    private long millis(long nanos) {
        return wallMillis + TimeUnit.NANOSECONDS.toMillis(nanos - wallNanos);
    }

    private void measureLag(CoreComponents core) {
        core.eventLoopGroup()
                .forEach(loop -> {
                    var tick = new Tick(core.statsEngine(), System.nanoTime() + TICK_NANOS);
                    var _ =
                            loop.scheduleAtFixedRate(
                                    tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
                });
    }

    private final class Tick implements Runnable {
        private final StatsEngine report;
        private long due;

        Tick(StatsEngine report, long first) {
            this.report = report;
            this.due = first;
        }

        @Override
        public void run() {
            if (measuring.getAsBoolean()) {
                latencies.record(Quantity.LOOP_LAG, Math.max(0, System.nanoTime() - due));
            }
            due += TICK_NANOS;
            flush(report);
        }
    }
}
