package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The CPU time of the lab's meters around a run, held against what the kernel counted for its
/// process.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
@Isolated("measures")
final class LabCpuTest {
    private static final FanOut WORKLOAD =
            new FanOut(20, 40, 64, new Timing(1_000, 25, 500, 2_000));

    /// `USER_HZ`, in which Linux tells CPU times to programs (proc_pid_stat(5)).
    private static final long TICK_NANOS = 10_000_000;

    @TempDir Path folder = Path.of("");

    @Test
    void theMetersTellTheCpuThatTheKernelCountedAndMoreFinelyThanInTicks() throws Exception {
        try (MeasuredLab lab =
                        MeasuredLab.start(
                                LabJar.find(Optional.empty()), folder.resolve("lab.log"));
                LabApi api = new LabApi(lab.target().http())) {
            long pid = lab.pid().orElseThrow();
            // The first questions of all cost the lab more than what is allowed below.
            for (int i = 0; i < 20; i++) {
                cpuNanos(api);
            }
            long told = -cpuNanos(api);
            long counted = -kernelNanos(pid);
            run(lab);
            counted += kernelNanos(pid);
            told += cpuNanos(api);

            assertThat(told).isGreaterThan(10 * TICK_NANOS);
            assertThat((double) told)
                    .isCloseTo((double) counted, within(2 * TICK_NANOS + 0.1 * counted));
            assertThat(told % TICK_NANOS).as("what a clock of ticks has none of").isNotZero();
        }
    }

    private void run(MeasuredLab lab) throws IOException, InterruptedException {
        RunSpec spec = new RunSpec("cpu", "websocket", lab.target(), null, WORKLOAD);
        RunProcess run =
                new RunProcess(
                        spec,
                        TransportVariant.byId("websocket").orElseThrow(),
                        folder.resolve("run"),
                        _ -> {});
        try {
            RunResult result = run.await().orElseThrow();
            assertThat(result.isPerfect()).as("%s", result).isTrue();
        } finally {
            run.close();
        }
    }

    private static long cpuNanos(LabApi api) throws InterruptedException {
        return api.meters("websocket").orElseThrow().cpuNanos();
    }

    /// User and system time of a process. Its name, which may have spaces, ends with a bracket.
    private static long kernelNanos(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return TICK_NANOS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }
}
