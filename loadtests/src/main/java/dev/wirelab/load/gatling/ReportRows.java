package dev.wirelab.load.gatling;

import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Quantity;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.stats.StatsEngine;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List;
import scala.collection.immutable.Nil$;

/// Writes times that Gatling cannot measure as rows of its report, in its milliseconds, so that all
/// transports have the same rows. Results are never taken from them.
public final class ReportRows {
    private static final long MOST_ROWS = 200_000;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final long wallMillis = System.currentTimeMillis();
    private final long wallNanos = System.nanoTime();
    private final String scenario;
    private final long every;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final LatencyRecorder latencies;
    private final BooleanSupplier measuring;
    private volatile @Nullable StatsEngine engine;

    /// @param scenario the scenario of the rows in the report
    /// @param expected the expected number of rows; of more than 200,000 only every nth is written
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
                    engine = execution.core().statsEngine();
                    if (ticking.compareAndSet(false, true)) {
                        measureLag(execution.core());
                    }
                    execution.next(session);
                });
    }

    /// Writes a row, if the report is connected.
    public void write(String name, long startNanos, long endNanos) {
        StatsEngine report = engine;
        if (report == null || requested.getAndIncrement() % every != 0) {
            return;
        }
        report.logResponse(
                scenario,
                noGroups(),
                name,
                millis(startNanos),
                millis(endNanos),
                OK$.MODULE$,
                Option.empty(),
                Option.empty());
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
                    var tick = new Tick(System.nanoTime() + TICK_NANOS);
                    var _ =
                            loop.scheduleAtFixedRate(
                                    tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
                });
    }

    private final class Tick implements Runnable {
        private long due;

        Tick(long first) {
            this.due = first;
        }

        @Override
        public void run() {
            if (measuring.getAsBoolean()) {
                latencies.record(Quantity.LOOP_LAG, Math.max(0, System.nanoTime() - due));
            }
            due += TICK_NANOS;
        }
    }
}
