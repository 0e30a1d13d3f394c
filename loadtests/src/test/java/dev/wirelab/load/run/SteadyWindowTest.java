package dev.wirelab.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SteadyWindowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void itIsAWholeNumberOfIntervalsFromTheFirstMeasuredMessageOn() {
        assertThat(SteadyWindow.of(0, timing(2_000, 3_500), SECOND))
                .contains(new SteadyWindow(seconds(2), seconds(5)));
    }

    @Test
    void itBeginsNotBeforeTheStreamIsAnIntervalOld() {
        assertThat(SteadyWindow.of(seconds(7), timing(250, 3_000), SECOND))
                .contains(new SteadyWindow(seconds(8), seconds(10)));
    }

    @Test
    void thereIsNoneIfTheStreamIsShorterThanAnInterval() {
        assertThat(SteadyWindow.of(0, timing(2_000, 999), SECOND)).isEmpty();
        assertThat(SteadyWindow.of(0, timing(0, 1_999), SECOND)).isEmpty();
    }

    private static Timing timing(long warmUpMillis, long durationMillis) {
        return new Timing(1_000, 25, warmUpMillis, durationMillis);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
