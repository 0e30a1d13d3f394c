package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {

    @Test
    void messagesAreDueAtStartPlusNumberByRate() {
        Schedule schedule = new Schedule(1_000, 20);
        assertThat(schedule.dueNanos(0)).isEqualTo(1_000);
        assertThat(schedule.dueNanos(1)).isEqualTo(50_001_000);
        assertThat(schedule.dueNanos(400)).isEqualTo(20_000_001_000L);
    }

    @Test
    void roundingErrorsDoNotAddUp() {
        Schedule schedule = new Schedule(0, 3);
        assertThat(schedule.dueNanos(3_000_000)).isEqualTo(Duration.ofSeconds(1_000_000).toNanos());
    }

    @Test
    void theMessagesDueInASpanAreCounted() {
        assertThat(Schedule.count(20, Duration.ofSeconds(20).toNanos())).isEqualTo(400);
        assertThat(Schedule.count(0.5, Duration.ofSeconds(4).toNanos())).isEqualTo(2);
        assertThat(Schedule.count(20, 0)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aRateIsAboveZero(double rate) {
        assertThatThrownBy(() -> new Schedule(0, rate))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
