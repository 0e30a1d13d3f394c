package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private final Timeline timeline = new Timeline(Duration.ofMillis(2_500));

    @Test
    void latencyCountsWhereAMessageWasDueAndThroughputWhereItArrived() {
        record(200, 210);
        record(900, 1_900);

        assertThat(timeline.seconds())
                .containsExactly(
                        new Timeline.Second(0, 1, 2, 10_047, 1_003_519, 1_003_519),
                        new Timeline.Second(1, 1, 0, 0, 0, 0),
                        new Timeline.Second(2, 0, 0, 0, 0, 0));
    }

    @Test
    void laterArrivalsCountInTheLastSecond() {
        record(2_400, 9_000);

        assertThat(timeline.seconds().getLast().arrived()).isEqualTo(1);
        assertThat(timeline.seconds().getLast().due()).isEqualTo(1);
    }

    private void record(long dueMillis, long arrivalMillis) {
        timeline.record(
                TimeUnit.MILLISECONDS.toNanos(dueMillis),
                TimeUnit.MILLISECONDS.toNanos(arrivalMillis));
    }
}
