package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MedianTest {
    @Test
    void aFewRunsHaveTheirRangeAndTheCoverageThatItReallyHas() {
        assertThat(Median.of(List.of(3.0))).isEqualTo(new Median(new Interval(3, 3, 3), 0));
        assertThat(Median.of(List.of(4.0, 2.0))).isEqualTo(new Median(new Interval(3, 2, 4), 0.5));
        Median five = Median.of(List.of(5.0, 1.0, 2.0, 4.0, 3.0));
        assertThat(five.interval()).isEqualTo(new Interval(3, 1, 5));
        assertThat(five.coverage()).isCloseTo(0.9375, within(1e-9));
    }

    @Test
    void moreRunsNarrowItToTheOrderStatisticsThatStillCover() {
        Median nine = Median.of(upTo(9));
        assertThat(nine.interval()).isEqualTo(new Interval(5, 2, 8));
        assertThat(nine.coverage()).isCloseTo(0.9609375, within(1e-9));

        Median twenty = Median.of(upTo(20));
        assertThat(twenty.interval()).isEqualTo(new Interval(10.5, 6, 15));
        assertThat(twenty.coverage()).isCloseTo(0.9586105, within(1e-6));
    }

    @Test
    void theIntervalContainsTheTrueMedianAsOftenAsStated() {
        SplittableRandom random = new SplittableRandom(7);
        long held =
                IntStream.range(0, 4000)
                        .filter(_ ->
                                Median.of(
                                                random.doubles(9)
                                                        .map(u -> Math.pow(u, 8))
                                                        .boxed()
                                                        .toList())
                                        .interval()
                                        .contains(Math.pow(0.5, 8)))
                        .count();

        assertThat(held / 4000.0).isCloseTo(0.961, within(0.012));
    }

    @Test
    void noValuesHaveNoMedian() {
        assertThatThrownBy(() -> Median.of(List.of())).hasMessageContaining("no values");
    }

    private static List<Double> upTo(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(Double::valueOf).toList();
    }
}
