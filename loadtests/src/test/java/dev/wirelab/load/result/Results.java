package dev.wirelab.load.result;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Results with known numbers.
public final class Results {
    public static final FanOut WORKLOAD = new FanOut(10, 20, 64, new Timing(1000, 25, 1000, 5000));
    public static final MeterReadings METERS =
            new MeterReadings(
                    5_000_000_000L, 2_500, 150_000, 25, 3, 0, 100, 1000, 20_000_000, 9, null, 1000);
    public static final DeliveryCounts PERFECT = new DeliveryCounts(1000, 1000, 0, 0, 0, 0, 0, 0);

    private Results() {}

    public static RunResult run(
            DeliveryCounts tally,
            @Nullable MeterReadings meters,
            long injectorLagMicros,
            long sendDelayMicros) {
        LatencyRecorder latencies = new LatencyRecorder();
        for (int i = 1; i <= 1000; i++) {
            latencies.record(Quantity.DELIVERY, TimeUnit.MICROSECONDS.toNanos(i));
        }
        latencies.record(Quantity.INJECTOR_LAG, TimeUnit.MICROSECONDS.toNanos(injectorLagMicros));
        latencies.record(Quantity.SEND_DELAY, TimeUnit.MICROSECONDS.toNanos(sendDelayMicros));
        Map<String, Percentiles> percentiles = Histograms.percentiles(latencies.drain());
        return new RunResult(
                "1a2b3c4d",
                "tcp",
                "tcp",
                WORKLOAD,
                0.5,
                RunState.COMPLETE,
                null,
                tally,
                new Publishing(100, 100, 100, 0, null),
                percentiles,
                InjectorCheck.of(percentiles),
                0.5,
                0,
                0,
                null,
                0,
                meters,
                meters == null ? null : new MeterWindow(tally.delivered(), false, 0.004, 0L),
                null,
                new HttpNames("127.0.0.1:7070", 230),
                null,
                List.of(),
                List.of(Histograms.LOG),
                null,
                0,
                null,
                null);
    }

    /// A row of one run.
    public static Row row(RunResult run) {
        Merged merged =
                new Merged(
                        1,
                        run.tally(),
                        run.latencyMicros(),
                        Figure.all(run).entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                figure -> Spread.of(List.of(figure.getValue())))),
                        List.of(Histograms.LOG));
        return row(new Run("fan-out/tcp/1", 1, 9.5, run, null), merged);
    }

    /// A row whose only run left nothing.
    public static Row failed(String failure) {
        return row(new Run("fan-out/tcp/1", 1, 9.5, null, failure), null);
    }

    private static Row row(Run run, @Nullable Merged merged) {
        return new Row(
                "fan-out/tcp", "tcp", "tcp", null, false, WORKLOAD, List.of(run), merged, null);
    }

    public static ComparisonResult comparison(Row... rows) {
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                ComparisonResult.MEASUREMENT,
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:01:00Z",
                "started for this comparison",
                false,
                1,
                Environment.now(
                        Optional.empty(), Optional.empty(), List.of("-XX:TieredStopAtLevel=1")),
                List.of(rows),
                null,
                null);
    }
}
