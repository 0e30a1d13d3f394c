package dev.wirelab.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.LatencyRecorder;
import dev.wirelab.load.measure.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MergeTest {
    @TempDir Path folder = Path.of("");

    @Test
    void percentilesAreThoseOfAllSpansAndNoMeanOfPercentiles() throws IOException {
        Run small = run(1, 900, 1_000);
        Run large = run(2, 100, 100_000);
        Merged merged = Merge.of(folder, "fan-out/tcp", List.of(small, large)).orElseThrow();
        Percentiles delivery = merged.latency(Quantity.DELIVERY);
        assertThat(delivery.count()).isEqualTo(1_000);
        assertThat(delivery.p50()).isEqualTo(1_000);
        assertThat(delivery.p90()).isEqualTo(1_000);
        assertThat(delivery.p95()).isBetween(99_900L, 100_100L);
        assertThat(merged.tally().delivered()).isEqualTo(2_000);
        Spread medians = Objects.requireNonNull(merged.figures().get("delivery.p50"));
        assertThat(medians.values()).containsExactly(500.0, 500.0);
        assertThat(folder.resolve("fan-out/tcp/latency.csv"))
                .content()
                .contains("delivery,1000,900");
        assertThat(merged.files()).containsExactly("latency.hlog", "latency.csv");
    }

    @Test
    void interruptedRunsCountOnlyIfThereIsNoOther() throws IOException {
        Run whole = run(1, 10, 1_000);
        Run cut = partial(run(2, 10, 5_000));
        assertThat(Merge.of(folder, "fan-out/tcp", List.of(whole, cut)).orElseThrow().runs())
                .isEqualTo(1);
        Merged alone = Merge.of(folder, "fan-out/tcp", List.of(cut)).orElseThrow();
        assertThat(alone.latency(Quantity.DELIVERY).count()).isEqualTo(10);
    }

    @Test
    void runsThatLeftNothingMergeToNothing() throws IOException {
        Run failed = new Run("fan-out/tcp/1", 1, 3, null, "it said nothing");
        assertThat(Merge.of(folder, "fan-out/tcp", List.of(failed))).isEmpty();
    }

    @Test
    void aSpreadHasTheMiddleAndTheEnds() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0)))
                .isEqualTo(new Spread(List.of(3.0, 1.0, 2.0), 2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0)).median()).isEqualTo(2.5);
    }

    private Run run(int repeat, int spans, long micros) throws IOException {
        LatencyRecorder latencies = new LatencyRecorder();
        for (int i = 0; i < spans; i++) {
            latencies.record(Quantity.DELIVERY, TimeUnit.MICROSECONDS.toNanos(micros));
        }
        String name = "fan-out/tcp/" + repeat;
        Path own = Files.createDirectories(folder.resolve(name));
        Histograms.write(own, latencies.drain(), 1_000, 2_000);
        return new Run(name, repeat, 9.5, Results.run(Results.PERFECT, Results.METERS, 1, 1), null);
    }

    private static Run partial(Run run) {
        RunResult whole = Objects.requireNonNull(run.result());
        return new Run(
                run.folder(),
                run.repeat(),
                run.seconds(),
                new RunResult(
                        whole.runId(),
                        whole.protocol(),
                        whole.transport(),
                        whole.workload(),
                        whole.loadAverage(),
                        RunState.PARTIAL,
                        "it was cut off",
                        DeliveryCounts.NONE,
                        whole.publishing(),
                        whole.latencyMicros(),
                        whole.injector(),
                        whole.injectorCores(),
                        0,
                        0,
                        null,
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        0,
                        null,
                        null),
                null);
    }
}
