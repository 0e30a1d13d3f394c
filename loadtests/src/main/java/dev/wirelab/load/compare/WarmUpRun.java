package dev.wirelab.load.compare;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Warms up a lab with load on all transports at once, before anything is measured, until its CPU
/// time per delivery is steady ([Steadiness]). Without it the first run of each transport would
/// measure the JIT compilers more than the transport (docs/decisions/0013).
final class WarmUpRun {
    /// Its usual duration on two cores.
    static final Duration ABOUT = Duration.ofSeconds(20);

    private static final String FOLDER = "practice";
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration WINDOW = Duration.ofSeconds(2);

    /// The load of a server whose meters cannot be read.
    private static final Duration UNKNOWN = Duration.ofSeconds(8);

    /// The load lasts so long at most. Enough to compile the lab's code, and so little that the
    /// default comparison ends before cursors get another digit, which would add a byte to each
    /// event.
    private static final Duration MOST = Duration.ofSeconds(24);

    private static final FanOut WORKLOAD =
            new FanOut(100, 20, 64, new Timing(250, 5, 0, MOST.toMillis()));

    /// Until the processes of all transports have begun to publish, at most.
    private static final Duration START = Duration.ofSeconds(20);

    private WarmUpRun() {}

    /// Warms the lab up.
    ///
    /// @param variants each once
    /// @param binary whether with binary content instead of texts
    /// @param folder the comparison's folder, which gets a folder `practice`
    /// @param isCutOff whether everything is to end
    /// @return the transports on which it failed, with the last line of the output
    static List<String> execute(
            List<TransportVariant> variants,
            boolean binary,
            MeasuredLab lab,
            Path folder,
            BooleanSupplier isCutOff)
            throws IOException, InterruptedException {
        Map<TransportVariant, RunProcess> runs = new LinkedHashMap<>();
        CountDownLatch publishing = new CountDownLatch(variants.size());
        try {
            for (TransportVariant variant : variants) {
                String runId = "warm" + runs.size();
                Workload load = WORKLOAD.with(WORKLOAD.textBytes(), binary, WORKLOAD.timing());
                RunSpec spec = RunProcess.spec(runId, variant, lab.direct(), load);
                Path own = folder.resolve(FOLDER).resolve(variant.id());
                AtomicBoolean first = new AtomicBoolean(true);
                runs.put(
                        variant,
                        RunProcess.withoutReport(
                                spec,
                                variant,
                                own,
                                line -> {
                                    if (line.startsWith("measuring")
                                            && first.compareAndSet(true, false)) {
                                        publishing.countDown();
                                    }
                                }));
            }
            pause(START, () -> publishing.getCount() == 0 || isCutOff.getAsBoolean());
            awaitSteady(lab, variants.getFirst().transport().id(), isCutOff);
            runs.values().forEach(RunProcess::stop);
            List<String> failed = new ArrayList<>();
            for (Map.Entry<TransportVariant, RunProcess> run : runs.entrySet()) {
                if (run.getValue().await().isEmpty()) {
                    failed.add(run.getKey().id() + " (" + run.getValue().lastLine() + ")");
                }
            }
            return failed;
        } finally {
            runs.values().forEach(RunProcess::close);
        }
    }

    private static void awaitSteady(MeasuredLab lab, String transport, BooleanSupplier isCutOff)
            throws IOException, InterruptedException {
        if (!lab.exists()) {
            pause(UNKNOWN, isCutOff);
            return;
        }
        try (LabApi api = new LabApi(lab.target())) {
            Optional<MeterReadings> first = api.meters(transport);
            if (first.isEmpty()) {
                pause(UNKNOWN, isCutOff);
                return;
            }
            Steadiness steadiness = new Steadiness(first.get());
            for (long i = MOST.dividedBy(WINDOW); i > 0 && !steadiness.isSteady(); i--) {
                pause(WINDOW, isCutOff);
                if (isCutOff.getAsBoolean()) {
                    return;
                }
                api.meters(transport).ifPresent(steadiness::read);
            }
        }
    }

    /// Returns after a time, or soon after it may: a shutdown waits for this thread only shortly.
    private static void pause(Duration time, BooleanSupplier isOver) throws InterruptedException {
        for (long i = time.dividedBy(STEP); i > 0 && !isOver.getAsBoolean(); i--) {
            MonotonicTime.pause(STEP);
        }
    }
}
