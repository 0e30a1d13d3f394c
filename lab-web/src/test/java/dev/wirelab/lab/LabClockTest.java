package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class LabClockTest {
    @TempDir Path folder = Path.of("");

    @Test
    void theClockFollowsTheFileAndIgnoresWhatIsNoNumber() throws IOException {
        Path file = folder.resolve("clock");
        Files.writeString(file, "");
        InstantSource clock = new LabClock(file);
        assertThat(ahead(clock)).isLessThan(Duration.ofMinutes(1));

        Files.writeString(file, "-86400000\n");
        awaitUntilAheadBy(clock, Duration.ofDays(-1));
        Files.writeString(file, "tomorrow");
        awaitUntilAheadBy(clock, Duration.ofDays(-1));
        Files.writeString(file, "86400000");
        awaitUntilAheadBy(clock, Duration.ofDays(1));
    }

    @Test
    void withoutAFileItIsTheMachinesClock() {
        assertThat(LabClock.fromProperties()).isSameAs(InstantSource.system());
    }

    private static Duration ahead(InstantSource clock) {
        return Duration.between(Instant.now(), clock.instant());
    }

    private static void awaitUntilAheadBy(InstantSource clock, Duration offset) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (ahead(clock).minus(offset).abs().compareTo(Duration.ofMinutes(1)) > 0) {
            assertThat(System.nanoTime()).as("the clock follows").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
