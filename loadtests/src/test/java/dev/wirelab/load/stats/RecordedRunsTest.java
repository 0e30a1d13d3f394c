package dev.wirelab.load.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;

/// The rule on recorded histograms: twenty-four runs of TCP, whose medians vary by 6 %, split at
/// random into two rows and an A/A, eight runs each. As they are, the rows are equal; with every
/// latency of one row's runs a tenth longer, they are not.
final class RecordedRunsTest {
    private static final int REPEATS = 8;
    private static final double TENTH = 1.10;
    private static final int SPLITS = 2_000;

    @Test
    void aPlantedTenthIsFoundInThreeOfFourSplits() {
        long found =
                decisions(TENTH).stream()
                        .filter(decision ->
                                decision instanceof Decision.Lower lower
                                        && lower.lower().equals("a"))
                        .count();

        assertThat(found).isGreaterThan(SPLITS * 3 / 4);
    }

    @Test
    void ofTheSameSplitsUnchangedAtMostOneInTwentyNamesADifference() {
        long named = decisions(1).stream().filter(Decision.Lower.class::isInstance).count();

        assertThat((double) named).isLessThanOrEqualTo(SPLITS * SignificanceTest.LEVEL);
    }

    /// The decision about rows `a` and `b` in each split.
    ///
    /// @param times how many times as long as it was recorded every latency of `b` is
    private static List<Decision> decisions(double times) {
        List<Histogram> recorded = Recorded.runs("tcp-quiet");
        List<Double> first = medians(recorded);
        List<Double> second = medians(recorded.stream().map(run -> scaled(run, times)).toList());
        List<Integer> order = new ArrayList<>(IntStream.range(0, recorded.size()).boxed().toList());
        Random random = new Random(1);
        List<Decision> decisions = new ArrayList<>();
        for (int split = 0; split < SPLITS; split++) {
            Collections.shuffle(order, random);
            SignificanceTest test =
                    new SignificanceTest(
                            List.of(
                                    pick("a", first, order.subList(0, REPEATS)),
                                    pick("b", second, order.subList(REPEATS, 2 * REPEATS))),
                            List.of(pick("a", first, order.subList(2 * REPEATS, order.size()))));
            decisions.add(test.compare("a", "b"));
        }
        return decisions;
    }

    private static Sample pick(String name, List<Double> values, List<Integer> which) {
        return new Sample(name, which.stream().map(values::get).toList());
    }

    private static List<Double> medians(List<Histogram> runs) {
        return Quantile.MEDIAN.sample("all", runs).orElseThrow().values();
    }

    private static Histogram scaled(Histogram run, double times) {
        Histogram scaled = new Histogram(run.getNumberOfSignificantValueDigits());
        for (HistogramIterationValue value : run.recordedValues()) {
            scaled.recordValueWithCount(
                    Math.round(value.getValueIteratedTo() * times),
                    value.getCountAtValueIteratedTo());
        }
        return scaled;
    }
}
