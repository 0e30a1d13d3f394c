package dev.wirelab.lab.robot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.protocol.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The life of the robot in a real chat.
@Timeout(30)
class RobotHostTest {
    private static final RobotSettings BUSY = new RobotSettings("robot", Address.LOBBY, 100, 64);

    private final Chat chat = new Chat(ChatOptions.DEFAULTS, InstantSource.system());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RobotHost host =
            new RobotHost(chat, InstantSource.system(), timer, Duration.ofSeconds(1));

    @AfterEach
    void close() {
        host.close();
        chat.close();
        timer.shutdownNow();
    }

    @Test
    void itEndsWithItsLease() {
        host.ask(BUSY);
        assertThat(chat.sessions()).isEqualTo(1);
        await(() -> !on());
        await(() -> chat.sessions() == 0);
    }

    @Test
    void anUnexpectedExceptionCostsOneStepAndIsCounted() {
        AtomicBoolean fails = new AtomicBoolean();
        InstantSource clock =
                () -> {
                    if (fails.getAndSet(false)) {
                        throw new IllegalStateException("planted");
                    }
                    return Instant.now();
                };
        try (RobotHost other = new RobotHost(chat, clock, timer, Duration.ofSeconds(20))) {
            other.ask(BUSY);
            await(() -> published(other) > 0);
            fails.set(true);
            await(() -> chat.faults().snapshot().equals(Map.of("robot", 1L)));
            long before = published(other);
            await(() -> published(other) > before);
        }
    }

    private static long published(RobotHost host) {
        return (Long) Objects.requireNonNull(host.status().get("published"));
    }

    @Test
    void aRenewedLeaseKeepsIt() {
        host.ask(BUSY);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < Duration.ofSeconds(2).toNanos()) {
            assertThat(host.renew()).containsEntry("on", true);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void aResidentRobotStaysButStopsPublishing() {
        host.keepOne();
        host.ask(BUSY);
        await(() -> Objects.equals(host.status().get("rate"), 0.0));
        assertThat(host.status()).containsEntry("on", true);
        assertThat(chat.sessions()).isEqualTo(1);
    }

    @Test
    void afterTheEndOfItsSessionAResidentRobotLogsInAgain() {
        var mortal =
                new Chat(
                        new ChatOptions(
                                Duration.ofMinutes(1), Duration.ofMillis(500), 1_000, 1 << 20, 10),
                        InstantSource.system());
        try (mortal;
                var brief = new RobotHost(mortal, InstantSource.system(), timer);
                var lasting = new RobotHost(mortal, InstantSource.system(), timer)) {
            brief.ask(new RobotSettings("brief", Address.LOBBY, 0, 64));
            lasting.keepOne();
            await(() -> !isOn(brief));
            long begun = System.nanoTime();
            await(() -> System.nanoTime() - begun > Duration.ofSeconds(2).toNanos());
            await(() -> isOn(lasting));
        }
    }

    @Test
    void aTextHasTheRequestedSizeAndStatesItsDueTime() {
        Instant due = Instant.parse("2026-11-21T10:00:00.000042Z");
        for (int size : new int[] {48, 49, 100, 4096}) {
            assertThat(RobotText.of(9_999_999, due, size))
                    .hasSize(size)
                    .startsWith("robot 9999999 due 2026-11-21T10:00:00.000042Z")
                    .doesNotEndWith(" ");
        }
    }

    @Test
    void theScheduleKeepsItsTimesAndRestartsAfterALongDelay() {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        RobotSchedule schedule = new RobotSchedule(10, 0, start);
        assertThat(schedule.nanosLeft(0)).isEqualTo(100_000_000);
        assertThat(schedule.take(150_000_000, start)).isEqualTo(start.plusMillis(100));
        assertThat(schedule.nanosLeft(150_000_000)).isEqualTo(50_000_000);
        long slept = Duration.ofMinutes(10).toNanos();
        Instant woken = start.plusSeconds(600);
        assertThat(schedule.take(slept, woken)).isEqualTo(woken);
        assertThat(schedule.nanosLeft(slept)).isEqualTo(100_000_000);
    }

    private boolean on() {
        return isOn(host);
    }

    private static boolean isOn(RobotHost which) {
        return Objects.equals(which.status().get("on"), true);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
