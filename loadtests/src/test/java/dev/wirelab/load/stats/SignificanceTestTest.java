package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SignificanceTestTest {
    private static final int SESSIONS = 1_000;
    private static final List<String> WIRES =
            List.of("websocket", "tcp", "long-poll", "short-poll");

    @Test
    void aPlantedDifferenceOfTenPercentIsFoundInFourOfFiveCasesByFiveRunsEach() {
        long found =
                IntStream.range(0, 200)
                        .mapToObj(seed -> planted(seed, 1.10).compare("a", "b"))
                        .filter(decision ->
                                decision instanceof Decision.Lower lower
                                        && lower.lower().equals("a"))
                        .count();

        assertThat(found).isGreaterThan(160);
    }

    @Test
    void theIntervalContainsThePlantedRatio() {
        long right =
                IntStream.range(0, 200)
                        .mapToObj(seed -> planted(seed, 1.5).compare("a", "b"))
                        .filter(decision ->
                                decision instanceof Decision.Lower lower
                                        && lower.ratio().contains(1.5))
                        .count();

        assertThat(right).isGreaterThanOrEqualTo(185);
    }

    private static SignificanceTest planted(int seed, double factor) {
        ModelledRuns runs = new ModelledRuns(seed, 0.02);
        return new SignificanceTest(
                List.of(
                        runs.sample("a", 5, 1, Quantile.MEDIAN),
                        runs.sample("b", 5, factor, Quantile.MEDIAN)),
                List.of(runs.sample("a", 5, 1, Quantile.MEDIAN)));
    }

    @Test
    @Tag("slow")
    void equalRowsDifferNoMoreOftenThanTheLevelAllows() {
        equalRowsAreEqual(SESSIONS, Quantile.MEDIAN, Quantile.P99);
    }

    @Test
    @Tag("slow")
    void oneNoisyRowAmongQuietOnesMakesNoFalseAlarms() {
        aNoisyRowMakesNoFalseAlarms(SESSIONS);
    }

    private static void equalRowsAreEqual(int sessions, Quantile... quantiles) {
        for (int repeats : new int[] {2, 3, 5}) {
            for (Quantile quantile : quantiles) {
                assertThat(falseAlarms(sessions, repeats, quantile, 0.05, 0.05, 0.05))
                        .as("%s of %d runs", quantile, repeats)
                        .isLessThanOrEqualTo(sessions * SignificanceTest.LEVEL);
            }
        }
    }

    /// Two runs cannot show how unequal the noise is, so they make a few more; see
    /// docs/measuring-reference.md.
    private static void aNoisyRowMakesNoFalseAlarms(int sessions) {
        for (int repeats : new int[] {2, 3, 5}) {
            assertThat(falseAlarms(sessions, repeats, Quantile.MEDIAN, 0.02, 0.4, 0.01, 0.01))
                    .as("%d runs", repeats)
                    .isLessThanOrEqualTo(sessions * (repeats == 2 ? 0.07 : SignificanceTest.LEVEL));
        }
    }

    /// The share of benchmark sessions, of rows that are equal but for their noise, in which a
    /// difference was named.
    private static double falseAlarms(
            int sessions, int repeats, Quantile quantile, double... runSpreads) {
        return IntStream.range(0, sessions)
                .parallel()
                .filter(seed -> {
                    List<Sample> rows =
                            IntStream.range(0, runSpreads.length)
                                    .mapToObj(row ->
                                            new ModelledRuns(seed * 31L + row, runSpreads[row])
                                                    .sample("row " + row, repeats, 1, quantile))
                                    .toList();
                    Sample again =
                            new ModelledRuns(~seed, runSpreads[0])
                                    .sample("row 0", repeats, 1, quantile);
                    return new SignificanceTest(rows, List.of(again))
                            .pairs().stream().anyMatch(Decision.Lower.class::isInstance);
                })
                .count();
    }

    @Test
    void fewSplitsOfTheRecordedRunsOfATransportNameADifference() {
        List<int[]> orders = orders(6);
        long named = 0;
        for (String transport : WIRES) {
            Sample all = Quantile.MEDIAN.sample(transport, Recorded.runs(transport)).orElseThrow();
            named +=
                    orders.stream()
                            .map(order ->
                                    new SignificanceTest(
                                            List.of(
                                                    pick("a", all, order, 0, 2),
                                                    pick("b", all, order, 2, 4)),
                                            List.of(pick("a", all, order, 4, 6))))
                            .filter(test -> test.compare("a", "b") instanceof Decision.Lower)
                            .count();
        }
        assertThat(named)
                .isLessThanOrEqualTo(
                        (long) (WIRES.size() * orders.size() * SignificanceTest.LEVEL));
    }

    private static Sample pick(String name, Sample all, int[] order, int from, int to) {
        return new Sample(
                name, IntStream.range(from, to).mapToObj(i -> all.values().get(order[i])).toList());
    }

    private static List<int[]> orders(int n) {
        return IntStream.range(0, (int) Math.pow(n, n))
                .mapToObj(code -> {
                    int[] order = new int[n];
                    int rest = code;
                    for (int i = 0; i < n; i++, rest /= n) {
                        order[i] = rest % n;
                    }
                    return order;
                })
                .filter(order -> IntStream.of(order).distinct().count() == n)
                .toList();
    }

    @Test
    void inTheRecordedRunsShortPollingIsTheSlowestAndTcpAndWebSocketAreNotTheSame() {
        SignificanceTest test =
                test(
                        WIRES.stream()
                                .map(name ->
                                        Quantile.MEDIAN
                                                .sample(name, Recorded.runs(name))
                                                .orElseThrow())
                                .toArray(Sample[]::new));

        assertThat(test.compare("short-poll", "websocket"))
                .isInstanceOfSatisfying(
                        Decision.Lower.class,
                        lower -> {
                            assertThat(lower.lower()).isEqualTo("websocket");
                            assertThat(lower.ratio().low()).isGreaterThan(40);
                            assertThat(lower.ratio().high()).isLessThan(150);
                        });
        // Long polling went from 9 to 294 ms: it is too noisy for a narrow interval.
        assertThat(test.compare("long-poll", "short-poll"))
                .isInstanceOfSatisfying(
                        Decision.Lower.class,
                        lower ->
                                assertThat(lower.ratio().high())
                                        .isGreaterThan(30 * lower.ratio().low()));
        assertThat(test.lowest()).containsExactly("tcp");
    }

    @Test
    void aDifferenceThatTheAaPairShowsTooIsNotNamed() {
        Sample a = Sample.of("a", 100, 100.1, 99.9);
        Sample b = Sample.of("b", 110, 110.1, 109.9);

        assertThat(
                        new SignificanceTest(
                                        List.of(a, b), List.of(Sample.of("a", 101, 100.5, 101)))
                                .compare("a", "b"))
                .isInstanceOf(Decision.Lower.class);
        assertThat(
                        new SignificanceTest(List.of(a, b), List.of(Sample.of("a", 112, 112, 112)))
                                .compare("a", "b"))
                .isInstanceOf(Decision.NotFound.class);
    }

    @Test
    void aDifferenceThatAnAaPairShowsInOneOfTwentySessionsIsNotNamed() {
        Sample a = Sample.of("a", 100, 100.1, 99.9);
        Sample b = Sample.of("b", 120, 120.1, 119.9);
        Sample c = Sample.of("c", 300, 310, 290);
        Sample quiet = Sample.of("c", 305, 295, 301);
        Sample noisy = Sample.of("c", 220, 300, 410);

        assertThat(new SignificanceTest(List.of(a, b, c), List.of(quiet)).compare("a", "b"))
                .isInstanceOf(Decision.Lower.class);
        assertThat(new SignificanceTest(List.of(a, b, c), List.of(noisy)).compare("a", "b"))
                .as("the A/A pair's means are the same, its runs are not")
                .isInstanceOf(Decision.NotFound.class);
    }

    @Test
    void withoutAnAaPairNothingIsNamed() {
        Sample a = Sample.of("a", 100, 100.1, 99.9);
        Sample b = Sample.of("b", 1000, 1000.1, 999.9);
        SignificanceTest test = new SignificanceTest(List.of(a, b), List.of());

        assertThat(test.compare("a", "b"))
                .isInstanceOfSatisfying(
                        Decision.Undecided.class,
                        undecided -> assertThat(undecided.reason()).contains("against itself"));
        assertThat(test.lowest()).isEmpty();
    }

    @Test
    void theMorePairsThereAreTheWiderIsEachInterval() {
        List<Sample> rows = List.of(Sample.of("a", 10, 11, 12), Sample.of("b", 17, 19, 21));

        assertThat(SignificanceTest.withFloor(OptionalDouble.of(1), rows, 1).compare("a", "b"))
                .isInstanceOf(Decision.Lower.class);
        assertThat(SignificanceTest.withFloor(OptionalDouble.of(1), rows, 50).compare("a", "b"))
                .isInstanceOf(Decision.NotFound.class);
    }

    @Test
    void lessThanAPercentIsNoDifferenceHoweverCertain() {
        Sample a = Sample.of("a", 1000, 1000, 1000);

        assertThat(test(a, Sample.of("b", 1009, 1009, 1009)).compare("a", "b"))
                .isInstanceOf(Decision.NotFound.class);
        assertThat(test(a, Sample.of("b", 1011, 1011, 1011)).compare("a", "b"))
                .isInstanceOf(Decision.Lower.class);
    }

    @Test
    void theIntervalIsWelchsOnLogarithms() {
        // scipy.stats.ttest_ind(log b, log a, equal_var=False).confidence_interval(0.95)
        SignificanceTest test = test(Sample.of("a", 10, 11, 12), Sample.of("b", 17, 19, 21));

        assertThat(test.compare("a", "b"))
                .isInstanceOfSatisfying(
                        Decision.Lower.class,
                        lower -> {
                            assertThat(Math.log(lower.ratio().estimate()))
                                    .isCloseTo(EXPECTED[0], within(1e-4));
                            assertThat(Math.log(lower.ratio().low()))
                                    .isCloseTo(EXPECTED[1], within(1e-4));
                            assertThat(Math.log(lower.ratio().high()))
                                    .isCloseTo(EXPECTED[2], within(1e-4));
                        });
    }

    @Test
    void whichRowIsNamedFirstMakesNoDifference() {
        SignificanceTest test = test(Sample.of("a", 10, 11, 12), Sample.of("b", 17, 19, 21));

        assertThat(test.compare("b", "a")).isEqualTo(test.compare("a", "b"));
    }

    @Test
    void oneRunOfARowDecidesNothing() {
        SignificanceTest test = test(Sample.of("a", 10, 10), Sample.of("b", 1000));

        assertThat(test.compare("a", "b"))
                .isEqualTo(
                        new Decision.Undecided(
                                "a", "b", "2 and 1 runs, and at least 2 of each are needed"));
        assertThat(test.lowest()).isEmpty();
    }

    @Test
    void zeroHasNoRatio() {
        SignificanceTest test = test(Sample.of("a", 0, 0), Sample.of("b", 1, 1));

        assertThat(test.compare("a", "b")).isInstanceOf(Decision.Undecided.class);
    }

    @Test
    void theNoiseFloorIsTheAaPairsDifferenceOrThatOfChance() {
        Sample a = Sample.of("a", 100, 102);
        Sample b = Sample.of("b", 300, 306);

        assertThat(new SignificanceTest(List.of(a, b), List.of()).floor()).isEmpty();
        assertThat(floor(a, b, Sample.of("a", 101, 103))).isCloseTo(1.0099, within(1e-3));
        assertThat(floor(a, b, Sample.of("a", 200, 204))).isCloseTo(2, within(1e-9));
        assertThat(floor(a, b, Sample.of("a", 90, 112)))
                .as("the means are the same, the runs are not")
                .isGreaterThan(1.2);
    }

    @Test
    void everyRowMayHaveAnAaPairAndTheyArePooled() {
        Sample a = Sample.of("a", 100, 102);
        Sample b = Sample.of("b", 300, 306);

        // The root of the mean of ln 2 squared and 0.
        assertThat(floor(a, b, Sample.of("a", 200, 204), Sample.of("b", 300, 306)))
                .isCloseTo(Math.exp(Math.log(2) / Math.sqrt(2)), within(1e-9));
    }

    private static double floor(Sample a, Sample b, Sample... again) {
        return new SignificanceTest(List.of(a, b), List.of(again)).floor().orElseThrow();
    }

    @Test
    void aSlowBlockCancelsOut() {
        Sample a = Sample.of("a", 100, 150, 220, 90);
        Sample again = Sample.of("a", 101, 149, 221, 91);
        Sample b = Sample.of("b", 112, 166, 246, 100);

        assertThat(new SignificanceTest(List.of(a, b), List.of(again)).compare("a", "b"))
                .isInstanceOf(Decision.Lower.class);
    }

    /// The same numbers as of `decide` in `loadtests/bench/power.py`, which has the rule in NumPy.
    @Test
    void theRuleInBlocksGivesTheNumbersOfTheSecondImplementation() {
        SignificanceTest test =
                new SignificanceTest(
                        List.of(
                                Sample.of("a", 100, 103, 98, 101),
                                Sample.of("b", 106.2, 108.2, 103.9, 109.3),
                                Sample.of("c", 130, 142, 120, 128)),
                        List.of(Sample.of("a", 100.5, 102, 99, 101)));

        isLower(test.compare("a", "b"), 1.0636547973, 1.0074067436, 1.1230434332);
        isLower(test.compare("a", "c"), 1.2913963648, 1.1728450515, 1.4219308585);
        isLower(test.compare("b", "c"), 1.2141122928, 1.1006960651, 1.3392149806);
    }

    private static void isLower(Decision decision, double ratio, double low, double high) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Lower.class,
                        lower -> {
                            assertThat(lower.ratio().estimate()).isCloseTo(ratio, within(1e-6));
                            assertThat(lower.ratio().low()).isCloseTo(low, within(1e-6));
                            assertThat(lower.ratio().high()).isCloseTo(high, within(1e-6));
                        });
    }

    @Test
    void anIntervalExcludesOneExactlyIfADifferenceIsNamed() {
        for (int seed = 0; seed < 50; seed++) {
            ModelledRuns runs = new ModelledRuns(seed, 0.05);
            SignificanceTest test =
                    new SignificanceTest(
                            List.of(
                                    runs.sample("a", 4, 1, Quantile.MEDIAN),
                                    runs.sample("b", 4, 1.1, Quantile.MEDIAN),
                                    runs.sample("c", 4, 1.2, Quantile.MEDIAN)),
                            List.of(runs.sample("a", 4, 1, Quantile.MEDIAN)));
            for (Decision decision : test.pairs()) {
                switch (decision) {
                    case Decision.Found found -> assertThat(found.ratio().low()).isGreaterThan(1);
                    case Decision.NotFound none -> assertThat(none.ratio().contains(1)).isTrue();
                    case Decision.Undecided undecided -> assertThat(undecided.reason()).isEmpty();
                }
            }
        }
    }

    @Test
    void aSingleRunHasNoNoiseFloor() {
        assertThat(new SignificanceTest(List.of(Sample.of("a", 1)), List.of()).floor()).isEmpty();
    }

    @Test
    void theLowestRowsAreThoseBelowWhichThereIsNone() {
        SignificanceTest test =
                test(
                        Sample.of("slow", 500, 501, 499),
                        Sample.of("a", 10, 11, 12),
                        Sample.of("b", 11, 10, 12));

        assertThat(test.lowest()).containsExactly("a", "b");
    }

    @Test
    void aMissingOrRepeatedNameIsAnError() {
        Sample a = Sample.of("a", 1);

        assertThatThrownBy(() -> test(a, a)).hasMessageContaining("same name");
        assertThatThrownBy(() -> new SignificanceTest(List.of(a), List.of(Sample.of("b", 1))))
                .hasMessageContaining("no row b");
    }

    private static final double[] EXPECTED = {0.54560, 0.31990, 0.77129};

    /// Rows of a machine that is as quiet as can be.
    private static SignificanceTest test(Sample... rows) {
        return SignificanceTest.withFloor(OptionalDouble.of(1), List.of(rows), pairs(rows.length));
    }

    private static int pairs(int rows) {
        return rows * (rows - 1) / 2;
    }
}
