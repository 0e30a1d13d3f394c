package dev.wirelab.transports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.meter.Faults;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RepeatedTasksTest {
    @Test
    void aTaskThatThrowsRunsAgainAndIsCounted() throws Exception {
        Faults faults = new Faults();
        CountDownLatch runs = new CountDownLatch(3);
        CountDownLatch others = new CountDownLatch(3);
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            RepeatedTasks tasks = new RepeatedTasks(timer, faults);
            var _ =
                    tasks.every(
                            1,
                            "a task",
                            () -> {
                                runs.countDown();
                                throw new IllegalStateException("thrown by the test");
                            });
            var _ =
                    tasks.forEach(
                            1,
                            "a sweep",
                            List.of(1, 2),
                            each -> {
                                if (each == 1) {
                                    throw new IllegalStateException("thrown by the test");
                                }
                                others.countDown();
                            });
            assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
            timer.shutdownNow();
        }
        assertThat(faults.snapshot().get("a task")).isGreaterThanOrEqualTo(2);
        assertThat(faults.snapshot().get("a sweep")).isGreaterThanOrEqualTo(2);
    }
}
