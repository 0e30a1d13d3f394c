package dev.wirelab.load.report;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Ledger;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Timeline;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.HttpNames;
import dev.wirelab.load.result.InjectorCheck;
import dev.wirelab.load.result.Merge;
import dev.wirelab.load.result.MeterWindow;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.Publishing;
import dev.wirelab.load.result.ReconnectStorm;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Comparisons with files, from a model: each row has its own latency and bytes, and runs differ by
/// a few percent.
public final class Fixture {
    static final FanOut WORKLOAD = new FanOut(100, 20, 64, new Timing(1000, 25, 4000, 9000));
    private static final int DELIVERIES = 18_000;
    private static final double NOISE = 0.02;

    private final Path folder;
    private final int repeats;
    private final SplittableRandom random;
    private final List<Row> rows = new ArrayList<>();
    private Workload workload = WORKLOAD;
    private long lost;
    private double lagMillis = 0.1;

    /// @param folder where the files of its runs go
    public Fixture(Path folder, int repeats, long seed) {
        this.folder = folder;
        this.repeats = repeats;
        this.random = new SplittableRandom(seed);
    }

    /// The usual five rows and an A/A; WebSocket and TCP are equal but for noise.
    static Fixture usual(Path folder, int repeats) throws IOException {
        return new Fixture(folder, repeats, 5)
                .row("websocket", "websocket", null, 5, 0, 195)
                .row("tcp", "tcp", null, 5, 0, 192)
                .row("long-poll", "long-poll", null, 12, 0, 690)
                .row("short-poll", "short-poll", null, 3, 1000, 220)
                .row("short-poll-fresh", "short-poll", null, 4, 1000, 223)
                .row("websocket-again", "websocket", "websocket", 5, 0, 195);
    }

    /// The rows that follow are of another workload.
    Fixture of(Workload other) {
        workload = other;
        return this;
    }

    /// The rows that follow lose so many messages in each run.
    public Fixture losing(long messages) {
        lost = messages;
        return this;
    }

    /// In the rows that follow the load generator is late by so much.
    Fixture late(double millis) {
        lagMillis = millis;
        return this;
    }

    /// Adds a row.
    ///
    /// @param millis the median, if nothing waits
    /// @param waitMillis up to how long messages wait besides, uniformly
    public Fixture row(
            String id,
            String transport,
            @Nullable String twinOf,
            double millis,
            double waitMillis,
            double bytesPerMessage)
            throws IOException {
        List<Run> runs = new ArrayList<>();
        String rowFolder = workload.folder() + "/" + id;
        for (int repeat = 1; repeat <= repeats; repeat++) {
            runs.add(run(rowFolder, transport, repeat, millis, waitMillis, bytesPerMessage));
        }
        rows.add(
                new Row(
                        rowFolder,
                        id,
                        transport,
                        twinOf,
                        id.endsWith("-fresh"),
                        workload,
                        runs,
                        Merge.of(folder, rowFolder, runs).orElseThrow(),
                        null));
        return this;
    }

    private Run run(
            String row,
            String transport,
            int repeat,
            double millis,
            double waitMillis,
            double bytesPerMessage)
            throws IOException {
        double speed = Math.exp(random.nextGaussian(0, NOISE));
        LatencyRecorder latencies = new LatencyRecorder();
        for (int i = 0; i < DELIVERIES; i++) {
            double transit = millis * speed * Math.exp(random.nextGaussian(0, 0.5));
            double wait = waitMillis == 0 ? 0 : random.nextDouble(waitMillis);
            latencies.record(Quantity.DELIVERY, Math.round((transit + wait) * 1e6));
        }
        for (int i = 0; i < 180; i++) {
            double back = millis * speed * 0.4e6;
            latencies.record(Quantity.ACKNOWLEDGEMENT_FROM_SENT, Math.round(back));
            latencies.record(Quantity.ACKNOWLEDGEMENT, Math.round(back) + 100_000);
            latencies.record(Quantity.SEND_DELAY, 100_000);
            latencies.record(Quantity.INJECTOR_LAG, Math.round(lagMillis * 1e6));
        }
        String name = row + "/" + repeat;
        Path place = Files.createDirectories(folder.resolve(name));
        Map<Quantity, Histogram> histograms = latencies.drain();
        Histograms.write(place, histograms, 1_000, 10_000);
        Map<String, Percentiles> percentiles = Histograms.percentiles(histograms);
        long bytes = Math.round(bytesPerMessage * DELIVERIES);
        RunResult result =
                new RunResult(
                        "1a2b3c4d",
                        transport,
                        transport,
                        workload,
                        0.5,
                        RunState.COMPLETE,
                        null,
                        new DeliveryCounts(DELIVERIES, DELIVERIES - lost, lost, 0, 0, 0, 0, 0),
                        new Publishing(180, 180, 180, 0, null),
                        percentiles,
                        InjectorCheck.of(percentiles),
                        0.5,
                        0,
                        0,
                        null,
                        0,
                        new MeterReadings(
                                9_300_000_000L,
                                bytes / 3,
                                bytes - bytes / 3,
                                transport.endsWith("poll") ? DELIVERIES / 10 : 0,
                                3,
                                0,
                                180,
                                DELIVERIES,
                                Math.round(DELIVERIES * 20_000 * speed),
                                Math.round(DELIVERIES * 900 * speed),
                                new Ledger(
                                        Map.of("payload", 64L * 180, "heads", bytes / 3 - 64 * 180),
                                        Map.of(
                                                "payload",
                                                64L * DELIVERIES,
                                                "envelope",
                                                bytes - bytes / 3 - 64L * DELIVERIES)),
                                DELIVERIES),
                        new MeterWindow(DELIVERIES, false, 0.04, 0L),
                        2L * DELIVERIES,
                        new HttpNames("127.0.0.1:7070", 230),
                        null,
                        workload.cutsMillis().stream()
                                .map(_ -> new ReconnectStorm(100, 99, 12_500, 2_000))
                                .toList(),
                        List.of(Histograms.LOG, "gatling/index.html"),
                        null,
                        0,
                        timeline(repeat),
                        null);
        return new Run(name, repeat, 15, result, null);
    }

    /// Nine seconds, in the fourth of which the second run stalled.
    private static List<Timeline.Second> timeline(int repeat) {
        return IntStream.range(0, 9)
                .mapToObj(second -> {
                    boolean stalls = repeat == 2 && second == 3;
                    return new Timeline.Second(
                            second,
                            stalls ? 500 : 2_000,
                            2_000,
                            5_000,
                            9_000,
                            stalls ? 800_000 : 12_000);
                })
                .toList();
    }

    /// The comparison of the rows till now.
    public ComparisonResult comparison() {
        return comparison(ComparisonResult.MEASUREMENT);
    }

    /// The same, measured in another way.
    public ComparisonResult comparison(int measurement) {
        return new ComparisonResult(
                ComparisonResult.SCHEMA,
                measurement,
                "2026-11-21T10:00:00Z",
                "2026-11-21T10:05:00Z",
                "started for this comparison",
                false,
                repeats,
                Environment.now(
                        Optional.empty(), Optional.empty(), List.of("-XX:TieredStopAtLevel=1")),
                rows,
                null,
                null);
    }
}
