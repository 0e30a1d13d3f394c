package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.measure.LabApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/// The CPU time of the lab's meters around many requests, compared with what the kernel counted for
/// its process.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
@Isolated("measures")
final class LabCpuTest {
    private static final int WARM_UP = 20;

    private static final int REQUESTS = 1_000;

    /// `USER_HZ`, the unit of CPU times in Linux (proc_pid_stat(5)).
    private static final long TICK_NANOS = 10_000_000;

    @Test
    void theMetersHaveTheCpuTimeOfTheKernelAndFinerThanItsTicks() throws Exception {
        MeasuredLab lab = SharedLab.get();
        try (LabApi api = new LabApi(lab.target().http())) {
            long pid = lab.pid().orElseThrow();
            // The first requests cost the lab more CPU time than is allowed below.
            ask(api, WARM_UP);
            long told = -cpuNanos(api);
            long counted = -kernelNanos(pid);
            ask(api, REQUESTS);
            counted += kernelNanos(pid);
            told += cpuNanos(api);

            assertThat(told).isGreaterThan(10 * TICK_NANOS);
            assertThat((double) told)
                    .isCloseTo((double) counted, within(2 * TICK_NANOS + 0.1 * counted));
            assertThat(told % TICK_NANOS).as("what a clock of ticks has none of").isNotZero();
        }
    }

    private static void ask(LabApi api, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            cpuNanos(api);
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
