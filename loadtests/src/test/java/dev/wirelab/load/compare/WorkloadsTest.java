package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Mixed;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.result.ReconnectStorm;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each workload for a second or two against the real lab: one of them fast, each of them on one
/// transport slow, and deep all on all. Fan-out has [ComparisonRunTest].
@Isolated("measures")
final class WorkloadsTest {
    private static final Timing TIMING = new Timing(200, 5, 250, 1_000);
    private static final Private PRIVATE = new Private(4, 5, 64, TIMING);
    private static final Idle IDLE = new Idle(12, 64, new Timing(200, 1, 250, 1_000));
    private static final Burst BURST = new Burst(6, 3, 4, 500, 64, TIMING);
    private static final Churn CHURN = new Churn(8, 40, 2, 200, 64, TIMING.lasting(2_000));
    private static final Mixed MIXED = new Mixed(List.of(1, 3, 8), 10, 3, 5, 64, TIMING);

    @TempDir static Path folder = Path.of("");

    @Test
    void everyReaderReconnectsAfterACutAndLosesNothing() throws Exception {
        cameBack(run(CHURN, "long-poll"));
    }

    @Test
    @Tag("slow")
    void aWarmUpLoadsEveryTransportAndLeavesNoReport() throws Exception {
        List<TransportVariant> variants =
                List.of(
                        TransportVariant.byId("tcp").orElseThrow(),
                        TransportVariant.byId("short-poll-fresh").orElseThrow());
        assertThat(WarmUpRun.execute(variants, false, SharedLab.get(), folder, () -> false))
                .isEmpty();
        for (TransportVariant variant : variants) {
            Path own = folder.resolve("practice").resolve(variant.id());
            assertThat(RunFiles.readJson(own).orElseThrow().tally().delivered()).isPositive();
            assertThat(own.resolve("gatling/index.html")).doesNotExist();
        }
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void eachWorkloadRunsOnOneOfTheTransports(int number) throws Exception {
        WORKLOADS.get(number).runOn(PlainVariants.ids().get(number));
    }

    @ParameterizedTest
    @Tag("deep")
    @MethodSource("dev.wirelab.load.compare.PlainVariants#ids")
    void everyWorkloadRunsOnEveryTransport(String transport) throws Exception {
        for (Checked workload : WORKLOADS) {
            workload.runOn(transport);
        }
    }

    /// Runs a workload on a transport and checks the result.
    @FunctionalInterface
    private interface Checked {
        void runOn(String transport) throws Exception;
    }

    private static final List<Checked> WORKLOADS =
            List.of(
                    transport -> cameInBursts(run(BURST, transport)),
                    transport -> undisturbed(run(MIXED, transport)),
                    transport -> waited(run(IDLE, transport), transport),
                    transport -> cameBack(run(CHURN, transport)),
                    transport -> answered(run(PRIVATE, transport)));

    private static void cameInBursts(RunResult run) {
        assertThat(run.latency(Quantity.DELIVERY).count())
                .as("two bursts of three speakers' four messages to six readers")
                .isEqualTo(2L * 3 * 4 * 6);
    }

    /// Groups of many sizes, and pairs beside them.
    private static void undisturbed(RunResult run) {
        assertThat(run.tally().expected()).isEqualTo(10L * 12 + 3 * 5 * 2);
        assertThat(run.latency(Quantity.ROUND_TRIP).count()).isEqualTo(15);
    }

    private static void answered(RunResult run) {
        assertThat(run.tally().expected()).isEqualTo(4L * 5 * 2);
        assertThat(run.latency(Quantity.ROUND_TRIP).count()).isEqualTo(20);
        assertThat(run.latency(Quantity.ROUND_TRIP).min())
                .isGreaterThanOrEqualTo(run.latency(Quantity.DELIVERY).min());
        assertThat(run.publishing().acknowledged()).isEqualTo(40);
    }

    private static void cameBack(RunResult run) {
        assertThat(run.storms()).hasSize(2);
        ReconnectStorm first = run.storms().getFirst();
        for (ReconnectStorm storm : run.storms()) {
            assertThat(storm.readers()).isEqualTo(8);
            assertThat(storm.back()).isEqualTo(8);
            // The second one waits until all are back, and may come when there is little left to
            // miss.
            boolean late = !storm.equals(first) && first.allBackMicros() > 500_000;
            assertThat(storm.missed())
                    .as("eight messages were due to each while all were away for 200 ms")
                    .isBetween(late ? 0L : 8L * 7, 8L * 9);
            assertThat(storm.allBackMicros()).isPositive();
        }
        assertThat(run.latency(Quantity.RECONNECT).count()).isEqualTo(16);
        assertThat(run.latency(Quantity.DELIVERY).max())
                .as("what was missed waited for its reader")
                .isGreaterThan(100_000);
    }

    private static void waited(RunResult run, String protocol) {
        assertThat(run.tally().delivered()).isEqualTo(12);
        MeterReadings meters = Objects.requireNonNull(run.meters());
        assertThat(meters.eventsDelivered()).as("nothing is said while it is measured").isZero();
        assertThat(meters.stampNanos()).isGreaterThan(950_000_000L);
        if (protocol.startsWith("short-poll")) {
            assertThat(meters.emptyPolls()).isGreaterThan(12 * 5 / 2);
        }
        if (protocol.startsWith("long-poll")) {
            assertThat(meters.emptyPolls())
                    .as("of twelve readers each has one held for 1 s that ends in this second")
                    .isBetween(12L, 24L);
        }
        ProcessSnapshot process = Objects.requireNonNull(run.process());
        assertThat(process.residentBytes()).isGreaterThan(10_000_000);
        assertThat(process.heapBytes()).isBetween(1_000_000L, process.residentBytes());
        assertThat(process.threads()).isPositive();
        assertThat(process.fileDescriptors()).isGreaterThan(10);
    }

    private static RunResult run(Workload workload, String id) throws Exception {
        MeasuredLab measured = SharedLab.get();
        TransportVariant protocol = TransportVariant.byId(id).orElseThrow();
        RunSpec spec =
                new RunSpec(
                        SharedLab.newRunId(),
                        id,
                        measured.target(),
                        measured.pid().orElseThrow(),
                        workload);
        Path own = folder.resolve(spec.runId());
        RunProcess run = RunProcess.withoutReport(spec, protocol, own);
        try {
            RunResult result =
                    run.await().orElseThrow(() -> new AssertionError("it left nothing: " + own));
            assertThat(result.isPerfect()).as("%s", result).isTrue();
            assertThat(result.tally().delivered()).isEqualTo(spec.population().expected());
            assertThat(own.resolve("gatling.log"))
                    .as("a run says nothing of trouble")
                    .content()
                    .doesNotContain("WARN", "ERROR");
            return result;
        } finally {
            run.close();
        }
    }
}
