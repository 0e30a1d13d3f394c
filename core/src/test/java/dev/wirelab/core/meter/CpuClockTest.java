package dev.wirelab.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class CpuClockTest {
    private static final long MILLI = 1_000_000;
    private static final long BURNT = 50 * MILLI;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void itCountsAtLeastTheCpuTimeOfThisThreadInStepsMuchFinerThanATick() {
        long before = CpuClock.nanos();
        long last = before;
        List<Long> steps = new ArrayList<>();
        long until = threadNanos() + BURNT;
        while (threadNanos() < until) {
            long now = CpuClock.nanos();
            if (now != last) {
                steps.add(now - last);
                last = now;
            }
        }
        // The thread's clock is coarser in nothing, but another core may count it a moment later.
        assertThat(CpuClock.nanos() - before).isGreaterThanOrEqualTo(BURNT - MILLI);
        assertThat(steps.stream().sorted().toList().get(steps.size() / 2))
                .as("the median of %d steps", steps.size())
                .isLessThan(MILLI);
    }

    @Test
    void itNeverGoesBackForAnyThread() throws InterruptedException {
        AtomicBoolean wentBack = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Thread.ofVirtual()
                    .start(() -> {
                        long last = CpuClock.nanos();
                        for (int n = 0; n < 20_000; n++) {
                            long now = CpuClock.nanos();
                            if (now < last) {
                                wentBack.set(true);
                            }
                            last = now;
                        }
                        done.countDown();
                    });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(wentBack).isFalse();
    }

    @Test
    void itGoesWithTheClockOfTheJvm() {
        long before = CpuClock.ofTheJvm();
        long now = CpuClock.nanos();
        assertThat(now).isBetween(before - 100 * MILLI, CpuClock.ofTheJvm() + 100 * MILLI);
    }

    @Test
    void aClockThatIsNotThereFailsOrDisagreesIsNotTaken() {
        LongSupplier jvm = () -> 5_000 * MILLI;
        LongSupplier fine = () -> 5_000 * MILLI + 7;

        assertThat(CpuClock.choose(Optional.of(fine), jvm).getAsLong()).isEqualTo(5_000_000_007L);
        assertThat(CpuClock.choose(Optional.empty(), jvm)).isSameAs(jvm);
        for (long wrong : new long[] {-1, 0, 4_800 * MILLI, 5_200 * MILLI}) {
            assertThat(CpuClock.choose(Optional.of(() -> wrong), jvm))
                    .as("%d", wrong)
                    .isSameAs(jvm);
        }
    }

    @Test
    void anUnknownSystemsClocksAreNotRead() {
        assertThat(CpuClock.posix("Windows 11")).isEmpty();
        assertThat(CpuClock.posix("FreeBSD")).isEmpty();
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
