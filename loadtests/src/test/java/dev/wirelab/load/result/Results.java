package dev.wirelab.load.result;

import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.FanOut;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Results with known numbers.
final class Results {
    static final FanOut WORKLOAD = new FanOut(10, 20, 64, 1000, 25, 1000, 5000);
    static final Meters METERS =
            new Meters(5_000_000_000L, 2_500, 150_000, 25, 3, 100, 1000, 20_000_000, 9);
    static final Tally PERFECT = new Tally(1000, 1000, 0, 0, 0, 0, 0, 0);

    private Results() {}

    static RunResult run(
            Tally tally, @Nullable Meters meters, long injectorLagMicros, long sendDelayMicros) {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) {
            latencies.record(Quantity.DELIVERY, TimeUnit.MICROSECONDS.toNanos(i));
        }
        latencies.record(Quantity.INJECTOR_LAG, TimeUnit.MICROSECONDS.toNanos(injectorLagMicros));
        latencies.record(Quantity.SEND_DELAY, TimeUnit.MICROSECONDS.toNanos(sendDelayMicros));
        return new RunResult(
                "1a2b3c4d",
                "tcp",
                WORKLOAD,
                RunState.COMPLETE,
                null,
                tally,
                new Publishing(100, 100, 100, 0, null),
                Histograms.percentiles(latencies.drain()),
                0,
                0,
                null,
                meters,
                List.of(Histograms.LOG));
    }

    static ComparisonResult comparison(Row... rows) {
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:01:00Z",
                "started for this comparison",
                List.of("tcp"),
                WORKLOAD,
                Environment.now(),
                false,
                List.of(rows));
    }
}
