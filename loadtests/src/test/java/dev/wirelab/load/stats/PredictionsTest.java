package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Differences that theory predicts, with one run of each row and no A/A pair.
final class PredictionsTest {
    private static final String WHY = "it is counted";
    private static final Map<String, Interval> BOUNDS =
            Map.of(
                    "none", Interval.ZERO,
                    "push", new Interval(5, 1, 10),
                    "near", new Interval(15, 12, 19),
                    "poll", new Interval(500, 480, 520));

    @Test
    void oneRunWithinBoundsThatAreFarApartIsEnough() {
        assertThat(compare(Sample.of("push", 7), Sample.of("poll", 502)))
                .isInstanceOfSatisfying(
                        Decision.Predicted.class,
                        predicted -> {
                            assertThat(predicted.reason()).isEqualTo(WHY);
                            assertThat(predicted.ratio().estimate())
                                    .isCloseTo(502 / 7.0, within(1e-9));
                            assertThat(predicted.ratio().low()).isEqualTo(48);
                            assertThat(predicted.ratio().high()).isEqualTo(520);
                        });
        assertThat(compare(Sample.of("poll", 502), Sample.of("push", 7)).rows())
                .containsExactly("push", "poll");
    }

    @Test
    void aRunOutsideTheBoundsOfTheoryIsNot() {
        assertThat(compare(Sample.of("push", 11), Sample.of("poll", 502)))
                .isInstanceOf(Decision.Undecided.class);
        assertThat(compare(Sample.of("push", 7), Sample.of("poll", 502, 521)))
                .as("one run of two")
                .isInstanceOf(Decision.Undecided.class);
    }

    @Test
    void boundsThatAreLessThanAFactorOfTwoApartPredictNothing() {
        assertThat(compare(Sample.of("push", 7), Sample.of("near", 15)))
                .isInstanceOf(Decision.Undecided.class);
    }

    @Test
    void aRowWithoutAModelIsNotPredicted() {
        assertThat(compare(Sample.of("unknown", 1), Sample.of("poll", 502)))
                .isInstanceOf(Decision.Undecided.class);
    }

    @Test
    void zeroIsLessThanAnyOtherCount() {
        assertThat(compare(Sample.of("none", 0), Sample.of("push", 7)))
                .isInstanceOfSatisfying(
                        Decision.Predicted.class,
                        predicted -> {
                            assertThat(predicted.lower()).isEqualTo("none");
                            assertThat(predicted.ratio().low()).isInfinite();
                        });
        assertThat(compare(Sample.of("none", 0), Sample.of("zero", 0)))
                .isEqualTo(new Decision.NotFound("none", "zero", Interval.ONE));
    }

    @Test
    void theRestIsUndecidedAndTheLowestRowsAreNamed() {
        SignificanceTest test =
                test(Sample.of("push", 7), Sample.of("other", 6), Sample.of("poll", 502));

        assertThat(test.lowest()).containsExactly("push", "other");
        assertThat(test.compare("push", "other")).isInstanceOf(Decision.Undecided.class);
    }

    @Test
    void aDifferenceThatTheRunsShowHasTheirInterval() {
        Sample push = Sample.of("push", 7, 7.1);
        SignificanceTest test =
                new SignificanceTest(
                        List.of(push, Sample.of("poll", 502, 503)),
                        List.of(push),
                        new Predictions(BOUNDS, WHY));

        assertThat(test.compare("push", "poll")).isInstanceOf(Decision.Lower.class);
    }

    /// exp(ln 101) is a little less than 101.
    @Test
    void aRoundingErrorDoesNotPutACountOutsideItsBounds() {
        SignificanceTest exact =
                new SignificanceTest(
                        List.of(Sample.of("one", 1), Sample.of("many", 101)),
                        List.of(),
                        new Predictions(
                                Map.of("one", Interval.ONE, "many", new Interval(101, 101, 101)),
                                WHY));

        assertThat(exact.compare("one", "many"))
                .isInstanceOfSatisfying(
                        Decision.Predicted.class,
                        predicted -> assertThat(predicted.ratio().estimate()).isEqualTo(101));
    }

    private static Decision compare(Sample one, Sample other) {
        return test(one, other).compare(one.name(), other.name());
    }

    private static SignificanceTest test(Sample... rows) {
        return new SignificanceTest(List.of(rows), List.of(), new Predictions(BOUNDS, WHY));
    }
}
