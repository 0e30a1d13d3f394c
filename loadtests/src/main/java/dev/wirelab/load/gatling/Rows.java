package dev.wirelab.load.gatling;

import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Quantity;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List;
import scala.collection.immutable.Nil$;

/// Writes spans that Gatling cannot see as rows of its report, in its milliseconds, so that all
/// transports have the same rows. The results themselves never come from here.
public final class Rows {
    private static final long MOST_ROWS = 200_000;
    private static final long TICK_MILLIS = 20;

    private final long wallMillis = System.currentTimeMillis();
    private final long wallNanos = System.nanoTime();
    private final String scenario;
    private final long every;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Latencies latencies;
    private final BooleanSupplier measuring;
    private volatile @Nullable StatsEngine engine;

    /// @param scenario whose rows they are, in the report
    /// @param expected how many rows will be asked for; beyond 200,000 only every so manieth is
    ///   written
    /// @param latencies where the lag of the event loops goes
    /// @param measuring whether now is a time that is measured
    public Rows(String scenario, long expected, Latencies latencies, BooleanSupplier measuring) {
        this.scenario = scenario;
        this.every = Math.max(1, (expected + MOST_ROWS - 1) / MOST_ROWS);
        this.latencies = latencies;
        this.measuring = measuring;
    }

    /// A step without effect on the virtual user that makes Gatling's report known here, and begins
    /// to watch how late its event loops are.
    public ActionBuilder begin() {
        return () -> Begin::new;
    }

    /// Writes a row, if the report is known yet and this one's turn has come.
    public void write(String name, long startNanos, long endNanos) {
        StatsEngine report = engine;
        if (report == null || asked.getAndIncrement() % every != 0) {
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

    private void watch(CoreComponents core) {
        core.eventLoopGroup()
                .forEach(loop -> {
                    long period = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                    long first = System.nanoTime() + period;
                    var tick = new Tick(first, period);
                    var _ = loop.scheduleAtFixedRate(tick, period, period, TimeUnit.NANOSECONDS);
                });
    }

    private final class Begin extends LoadAction {
        Begin(ScenarioContext context, Action next) {
            super("begin", context, next);
        }

        @Override
        protected void run(Session session) {
            engine = core().statsEngine();
            if (ticking.compareAndSet(false, true)) {
                watch(core());
            }
            next(session);
        }
    }

    private final class Tick implements Runnable {
        private final long period;
        private long due;

        Tick(long first, long period) {
            this.due = first;
            this.period = period;
        }

        @Override
        public void run() {
            if (measuring.getAsBoolean()) {
                latencies.record(Quantity.LOOP_LAG, Math.max(0, System.nanoTime() - due));
            }
            due += period;
        }
    }
}
