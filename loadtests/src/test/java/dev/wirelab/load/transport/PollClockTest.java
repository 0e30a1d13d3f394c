package dev.wirelab.load.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PollClockTest {
    private static final long INTERVAL = 1_000;

    @Test
    void pollsOnAGridOfItsOwnPhase() {
        PollClock clock = PollClock.start(INTERVAL, 0.25, 10_100);
        assertThat(clock.nextDueNanos(10_100)).isEqualTo(10_250);
        assertThat(clock.nextDueNanos(10_251)).isEqualTo(11_250);
        assertThat(clock.nextDueNanos(11_251)).isEqualTo(12_250);
    }

    @Test
    void theGridDoesNotDependOnWhenAReaderBegan() {
        assertThat(PollClock.start(INTERVAL, 0.5, 10_100).nextDueNanos(10_100)).isEqualTo(10_500);
        assertThat(PollClock.start(INTERVAL, 0.5, 10_499).nextDueNanos(10_499)).isEqualTo(10_500);
        assertThat(PollClock.start(INTERVAL, 0.5, 10_700).nextDueNanos(10_700)).isEqualTo(11_500);
    }

    @Test
    void aLateReaderSkipsPointsOfTheGridAndDoesNotBunchUp() {
        PollClock clock = PollClock.start(INTERVAL, 0, 0);
        assertThat(clock.nextDueNanos(0)).isEqualTo(1_000);
        assertThat(clock.nextDueNanos(4_300)).isEqualTo(5_000);
        assertThat(clock.nextDueNanos(5_001)).isEqualTo(6_000);
    }

    @Test
    void anAnswerThatWasCutIsFollowedAtOnceAndKeepsTheGrid() {
        PollClock clock = PollClock.start(INTERVAL, 0, 0);
        assertThat(clock.nextDueNanos(0)).isEqualTo(1_000);
        clock.answered(true);
        assertThat(clock.nextDueNanos(1_010)).isEqualTo(1_010);
        clock.answered(false);
        assertThat(clock.nextDueNanos(1_020)).isEqualTo(2_000);
    }

    @Test
    void aNegativeClockWorksToo() {
        assertThat(PollClock.start(INTERVAL, 0.25, -10_100).nextDueNanos(-10_100))
                .isEqualTo(-9_750);
    }
}
