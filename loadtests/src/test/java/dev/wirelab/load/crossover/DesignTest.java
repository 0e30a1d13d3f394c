package dev.wirelab.load.crossover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DesignTest {
    private static final double[] RATES = {2, 8, 32};
    private static final int[] READERS = {10, 32, 100};
    private static final int[] TEXTS = {64, 256, 1024};
    private static final double[] INTERVALS = {0.25, 0.5, 1};
    private static final Design THREE = new Design(3, 3, 3, 3);
    private static final List<ToDoubleFunction<Place>> DIRECTIONS =
            List.of(Place::rate, Place::readers, Place::textBytes, Place::pollSeconds);

    @ParameterizedTest
    @EnumSource
    void withThreeLevelsEachHalfHasEveryPairOfLevelsOnce(Half half) {
        List<Place> places = places(half);
        assertThat(places).hasSize(9);
        for (ToDoubleFunction<Place> one : DIRECTIONS) {
            for (ToDoubleFunction<Place> other : DIRECTIONS) {
                if (!one.equals(other)) {
                    assertThat(
                                    places.stream()
                                            .map(p ->
                                                    List.of(
                                                            one.applyAsDouble(p),
                                                            other.applyAsDouble(p))))
                            .doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void noPointThatIsCheckedWasFitted() {
        Set<List<Number>> fitted = new HashSet<>();
        places(Half.FITTED).forEach(place -> fitted.add(withoutInterval(place)));
        assertThat(places(Half.CHECKED))
                .map(DesignTest::withoutInterval)
                .doesNotContainAnyElementsOf(fitted);
    }

    @ParameterizedTest
    @EnumSource
    void eachHalfAloneSeparatesAllTermsOfACost(Cost cost) {
        for (Half half : Half.values()) {
            assertThat(LeastSquares.rank(cost, places(half))).isEqualTo(5);
            assertThat(condition(cost, places(half))).as("%s, %s", cost, half).isLessThan(10);
            List<Place> pushed =
                    places(half).stream()
                            .map(p -> new Place(p.rate(), p.readers(), p.textBytes(), 0))
                            .toList();
            assertThat(LeastSquares.rank(cost, pushed)).as("without an interval").isEqualTo(4);
        }
    }

    @Test
    void withThreeLevelsAndTwoIntervalsEachPointHasBoth() {
        Design design = new Design(3, 3, 3, 2);

        assertThat(design.spots()).hasSize(18);
        assertThat(design.spots())
                .allSatisfy(spot -> {
                    assertThat(design.intervals(spot)).containsExactly(0, 1);
                    assertThat(design.half(spot, 0)).isEqualTo(design.half(spot, 1));
                });
    }

    @Test
    void inAnyOtherGridEveryPointIsMeasuredAndNeighboursAreInDifferentHalves() {
        Design design = new Design(4, 3, 2, 2);

        assertThat(design.spots()).hasSize(24);
        assertThat(design.spots())
                .allSatisfy(spot -> {
                    Half half = design.half(spot, 0);
                    Design.Spot next =
                            new Design.Spot(spot.rate() + 1, spot.readers(), spot.text());
                    assertThat(design.half(next, 0)).isNotEqualTo(half);
                    assertThat(design.half(spot, 1)).isNotEqualTo(half);
                });
    }

    private static List<Place> places(Half half) {
        List<Place> places = new ArrayList<>();
        for (Design.Spot spot : THREE.spots()) {
            for (int interval : THREE.intervals(spot)) {
                if (THREE.half(spot, interval) == half) {
                    places.add(
                            new Place(
                                    RATES[spot.rate()],
                                    READERS[spot.readers()],
                                    TEXTS[spot.text()],
                                    INTERVALS[interval]));
                }
            }
        }
        return places;
    }

    private static List<Number> withoutInterval(Place place) {
        return List.of(place.rate(), place.readers(), place.textBytes());
    }

    /// How near two terms are to being one: 1 if they have nothing in common.
    private static double condition(Cost cost, List<Place> places) {
        RealMatrix matrix =
                new Array2DRowRealMatrix(
                        places.stream().map(cost::terms).toArray(double[][]::new), false);
        for (int k = 0; k < matrix.getColumnDimension(); k++) {
            matrix.setColumnVector(k, matrix.getColumnVector(k).unitVector());
        }
        return new SingularValueDecomposition(matrix).getConditionNumber();
    }
}
