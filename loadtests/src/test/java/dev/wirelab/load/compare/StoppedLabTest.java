package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Timeline;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.Histograms;
import dev.wirelab.load.result.Percentiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// A lab that is stopped for 6 of 12 seconds under a constant rate. A message due `s` seconds into
/// the stop waits for the `6 - s` that are left of it, so half of all delays are uniform between 0
/// and 6 s, and the others are negligible: the delay that a fraction `q` of all messages exceeds is
/// `6 - 12 q` seconds.
@Tag("slow")
@EnabledOnOs(OS.LINUX)
@Isolated("measures")
final class StoppedLabTest {
    private static final long STOP_MILLIS = 6_000;
    private static final FanOut WORKLOAD =
            new FanOut(2, 20, 64, new Timing(1_000, 25, 500, 2 * STOP_MILLIS));
    private static final double TOLERANCE_MICROS = 600_000;

    @TempDir Path folder = Path.of("");

    @Test
    void aPublisherThatWaitsDoesNotHideTheStop() throws Exception {
        RunResult run = run("long-poll");
        followsTheClosedForm(run.latency(Quantity.DELIVERY));
        followsTheClosedForm(run.latency(Quantity.ACKNOWLEDGEMENT));
        assertThat(run.latency(Quantity.DELIVERY).p50())
                .as("what was due in the stop is posted one by one, as fast as a cold lab takes it")
                .isLessThan(3_000_000);
        valuesComputedFromTheFileFollowItToo(Quantity.DELIVERY);
        assertThat(run.latency(Quantity.DELIVERY_FROM_SENT).p99())
                .as("from the moment it was sent the stop is one late message and nothing more")
                .isLessThan(1_000_000);
        assertThat(run.latency(Quantity.DELIVERY_FROM_SENT).max()).isGreaterThan(5_000_000);
        assertThat(run.latency(Quantity.INJECTOR_LAG).p99())
                .as("it was the lab's fault, not the injector's")
                .isLessThan(500_000);
        assertThat(run.isAnswerBound()).isTrue();
    }

    @Test
    void aPublisherThatDoesNotWaitShowsTheStopEitherWay() throws Exception {
        RunResult run = run("websocket");
        followsTheClosedForm(run.latency(Quantity.DELIVERY));
        followsTheClosedForm(run.latency(Quantity.DELIVERY_FROM_SENT));
        assertThat((double) run.latency(Quantity.DELIVERY).p50())
                .isCloseTo(0, within(TOLERANCE_MICROS));
        valuesComputedFromTheFileFollowItToo(Quantity.DELIVERY);
        valuesComputedFromTheFileFollowItToo(Quantity.DELIVERY_FROM_SENT);
        assertThat(run.latency(Quantity.SEND_DELAY).p99()).isLessThan(500_000);
        theTimeLineShowsWhenItWas(Objects.requireNonNull(run.timeline()));
    }

    /// The stop is in the seconds 0 to 5, and what was due in them arrives in the next one.
    private static void theTimeLineShowsWhenItWas(List<Timeline.Second> seconds) {
        assertThat(seconds).hasSize(12);
        for (Timeline.Second second : seconds.subList(1, 5)) {
            assertThat(second.arrived()).as("%s", second).isZero();
            assertThat((double) second.maxMicros())
                    .as("%s", second)
                    .isCloseTo(STOP_MILLIS * 1e3 - second.second() * 1e6, within(TOLERANCE_MICROS));
        }
        assertThat(seconds.get(5).arrived() + seconds.get(6).arrived()).isGreaterThan(200);
        for (Timeline.Second second : seconds.subList(8, 12)) {
            assertThat(second.maxMicros()).as("%s", second).isLessThan(500_000);
            assertThat(second.arrived()).as("%s", second).isBetween(30L, 50L);
        }
    }

    private static void followsTheClosedForm(Percentiles delay) {
        assertThat((double) delay.p90()).isCloseTo(4_800_000, within(TOLERANCE_MICROS));
        assertThat((double) delay.p95()).isCloseTo(5_400_000, within(TOLERANCE_MICROS));
        assertThat((double) delay.p99()).isCloseTo(5_880_000, within(TOLERANCE_MICROS));
    }

    /// The delay that 15 of 100 exceed is 4.2 s, by the counts in `latency.csv`.
    private void valuesComputedFromTheFileFollowItToo(Quantity span) throws IOException {
        List<String[]> counts =
                Files.readAllLines(folder.resolve("run").resolve(Histograms.CSV)).stream()
                        .map(line -> line.split(",", -1))
                        .filter(cells -> cells[0].equals(span.id()))
                        .toList();
        long all = counts.stream().mapToLong(cells -> Long.parseLong(cells[2])).sum();
        assertThat(all).isEqualTo(WORKLOAD.population("stopped").expected());
        long upTo = 0;
        for (String[] cells : counts) {
            upTo += Long.parseLong(cells[2]);
            if (upTo >= 0.85 * all) {
                assertThat(Double.parseDouble(cells[1]))
                        .isCloseTo(4_200_000, within(TOLERANCE_MICROS));
                return;
            }
        }
    }

    private RunResult run(String id) throws Exception {
        TransportVariant protocol = TransportVariant.byId(id).orElseThrow();
        try (MeasuredLab lab =
                MeasuredLab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            long pid = lab.pid().orElseThrow();
            AtomicBoolean stopped = new AtomicBoolean();
            RunSpec spec = new RunSpec("stopped", id, lab.target(), null, WORKLOAD);
            RunProcess run =
                    new RunProcess(
                            spec,
                            protocol,
                            folder.resolve("run"),
                            line -> {
                                if (line.startsWith("measuring")
                                        && stopped.compareAndSet(false, true)) {
                                    stopForAWhile(pid);
                                }
                            });
            try {
                RunResult result = run.await().orElseThrow();
                assertThat(result.isPerfect()).as("%s", result).isTrue();
                return result;
            } finally {
                run.close();
            }
        }
    }

    private static void stopForAWhile(long pid) {
        signal("-STOP", pid);
        CompletableFuture.delayedExecutor(STOP_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> signal("-CONT", pid));
    }

    private static void signal(String signal, long pid) {
        try {
            var _ = new ProcessBuilder("kill", signal, Long.toString(pid)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
