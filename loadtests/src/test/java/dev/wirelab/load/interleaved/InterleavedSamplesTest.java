package dev.wirelab.load.interleaved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.interleaved.InterleavedRounds.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The ratio of two variants, and when it is inconclusive.
final class InterleavedSamplesTest {
    private static final String ONE = "one";
    private static final String OTHER = "other";
    private final InterleavedRounds<Double> rounds = new InterleavedRounds<>(ONE);

    @Test
    void aRatioIsOnEitherSideOfALimit() {
        add(100, 101, 310);
        add(102, 100, 300);
        add(99, 102, 305);
        assertThat(samples().ratio(ONE, OTHER).orElseThrow().estimate())
                .isCloseTo(3.04, within(0.02));
        assertThat(samples().isAtLeast(2, ONE, OTHER)).isEqualTo(TestOutcome.YES);
        assertThat(samples().isAtLeast(3.04, ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
        assertThat(samples().isAtLeast(4, ONE, OTHER)).isEqualTo(TestOutcome.NO);
        assertThat(samples().isAtLeast(0.4, OTHER, ONE)).isEqualTo(TestOutcome.NO);
        assertThat(samples().isAtLeast(0.2, OTHER, ONE)).isEqualTo(TestOutcome.YES);
        assertThat(samples().isLower(ONE, OTHER)).isEqualTo(TestOutcome.YES);
        assertThat(samples().isLower(OTHER, ONE)).isEqualTo(TestOutcome.NO);
    }

    @Test
    void aRatioWithinTheNoiseOfTheLimitIsInconclusive() {
        add(100, 170, 310);
        add(102, 171, 300);
        add(99, 169, 305);
        assertThat(samples().isAtLeast(1.5, ONE, OTHER)).isEqualTo(TestOutcome.YES);
        assertThat(samples().isAtLeast(2, ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
        assertThat(samples().isAtLeast(4, ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
        assertThat(samples().isAtLeast(6, ONE, OTHER)).isEqualTo(TestOutcome.NO);
    }

    @Test
    void equalVariantsDifferNeitherInOrderNorByTwo() {
        add(100, 101, 100);
        add(102, 100, 102);
        add(99, 102, 99);
        assertThat(samples().isLower(ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
        assertThat(samples().isAtLeast(2, ONE, OTHER)).isEqualTo(TestOutcome.NO);
    }

    @Test
    void aValueOfZeroIsInconclusive() {
        add(10, 10, 30);
        add(10, 10, 0);
        assertThat(samples().isAtLeast(2, ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
        assertThat(samples().describe(ONE, OTHER)).contains("a value is 0");
    }

    @Test
    void aRepeatOfZeroIsInconclusive() {
        add(10, 10, 30);
        add(10, 0, 30);
        add(10, 10, 30);
        assertThat(samples().isAtLeast(2, ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
    }

    @Test
    void aVariantThatWasNotMeasuredIsInconclusive() {
        rounds.add(ONE, 1.0);
        assertThat(samples().median(OTHER)).isNaN();
        assertThat(samples().isAtLeast(2, ONE, OTHER)).isEqualTo(TestOutcome.INCONCLUSIVE);
        assertThat(samples().describe(ONE, OTHER)).contains("a variant could not be measured");
    }

    @Test
    void resultsThatAreNotANumberAreLeftOut() {
        add(100, 101, 310);
        add(Double.NaN, 100, Double.NaN);
        add(99, Double.NaN, 305);
        assertThat(samples().values().get(OTHER)).containsExactly(310.0, 305.0);
        assertThat(samples().median(ONE)).isEqualTo(99.5);
        assertThat(samples().total(ONE)).isEqualTo(400);
        assertThat(samples().total(OTHER)).isEqualTo(615);
    }

    @Test
    void eachRoundMeasuresTheBaselineTwice() throws Exception {
        StringBuilder order = new StringBuilder();
        InterleavedRounds.measure(
                2,
                List.of(
                        new Variant<>("a", () -> order.append('a')),
                        new Variant<>("b", () -> order.append('b'))));
        assertThat(order).hasToString("abaaba");
    }

    private InterleavedSamples samples() {
        return rounds.samples(Double::doubleValue);
    }

    private void add(double one, double again, double other) {
        rounds.add(ONE, one);
        rounds.addRepeat(again);
        rounds.add(OTHER, other);
    }
}
