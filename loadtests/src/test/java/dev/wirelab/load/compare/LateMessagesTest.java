package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Messages that have not arrived when all were due: those that still arrive, those that never do,
/// and those of a lab that has stopped.
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class LateMessagesTest {
    private static final FanOut WORKLOAD = new FanOut(2, 20, 64, new Timing(1_000, 25, 250, 2_000));

    @TempDir Path folder = Path.of("");

    @Test
    void messagesThatStillArriveWhenTheWaitEndsAreLateAndTheOthersLost() throws Exception {
        TransportVariant tcp = TransportVariant.byId("tcp").orElseThrow();
        Target lab = SharedLab.get().target();
        CountDownLatch never = new CountDownLatch(1);
        LineProxy.Fault slow =
                line -> {
                    if (line.contains(" m")) {
                        pause(never);
                    }
                    return List.of(line);
                };
        try (LineProxy proxy = new LineProxy(lab.endpoint("tcp").port(), List.of(slow))) {
            Target target =
                    new Target(
                            lab.http(),
                            Map.of("tcp", new Target.Endpoint("127.0.0.1", proxy.port())));
            RunSpec spec = new RunSpec(SharedLab.newRunId(), "tcp", target, null, WORKLOAD);
            try (RunProcess run = RunProcess.withoutReport(spec, tcp, folder.resolve("run"))) {
                RunResult result = run.await().orElseThrow();

                assertThat(result.late()).isEqualTo(result.tally().lost()).isBetween(1L, 39L);
            }
        }
    }

    /// A slow connection: 0.7 s for each message.
    private static void pause(CountDownLatch never) {
        try {
            var _ = never.await(700, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStoppedLabIsGivenUpWithinSecondsEvenWhileLongPollsArePending() throws Exception {
        AtomicLong stopped = new AtomicLong();
        try (MeasuredLab lab =
                MeasuredLab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            long pid = lab.pid().orElseThrow();
            RunSpec spec = new RunSpec("still", "long-poll", lab.target(), null, WORKLOAD);
            try (RunProcess run =
                    new RunProcess(
                            spec,
                            TransportVariant.byId("long-poll").orElseThrow(),
                            folder.resolve("run"),
                            line -> {
                                if (line.startsWith("measuring")
                                        && stopped.compareAndSet(0, System.nanoTime())) {
                                    stop(pid);
                                }
                            })) {
                RunResult result = run.await().orElseThrow();

                assertThat(result.state()).isNotEqualTo(RunState.COMPLETE);
                assertThat(result.problem()).contains("did not answer any more");
                assertThat(result.late()).isZero();
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - stopped.get()))
                        .isLessThan(25);
            }
        }
    }

    private static void stop(long pid) {
        try {
            var _ = new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
