package dev.wirelab.load.crossover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class CrossoverTest {
    private static final double[] RATES = {0.1, 1, 10, 100};
    private static final int[] READERS = {1, 10, 100};
    private static final int[] TEXTS = {64, 1024};
    private static final double[] INTERVALS = {0.5, 2};

    @Test
    void bytesThatFollowTheTheoryAreFittedAndTheOtherHalfIsMetExactly() {
        Fit fit = Fit.of("short-poll", Cost.BYTES, grid(0)).orElseThrow();

        assertThat(fit.worstError()).isLessThan(1e-6);
        assertThat(fit.at(new Place(5, 50, 200, 1)))
                .isCloseTo(shortPoll(new Place(5, 50, 200, 1)), within(1e-3));
        assertThat(fit.fitted() + fit.checked()).isEqualTo(48);
        assertThat(fit.fitted()).isEqualTo(24);
    }

    @Test
    void noiseOfThePointsIsTheErrorThatIsTold() {
        Fit fit = Fit.of("short-poll", Cost.BYTES, grid(0.1)).orElseThrow();

        assertThat(fit.medianError()).isBetween(0.02, 0.15);
        assertThat(fit.worstError()).isBetween(fit.medianError(), 0.5);
    }

    @Test
    void aDirectionThatIsNotVariedDoesNoHarm() {
        List<Point> flat = grid(0).stream().filter(p -> p.place().textBytes() == 64).toList();

        Fit fit = Fit.of("short-poll", Cost.BYTES, flat).orElseThrow();
        assertThat(fit.worstError()).isLessThan(1e-6);
    }

    @Test
    void aModelOfTheWrongFormShowsItInTheHalfThatItDidNotSee() {
        List<Point> odd =
                points("odd", 0, place -> 10 + Math.pow(place.rate(), 1.5) * place.pollSeconds());

        assertThat(Fit.of("odd", Cost.BYTES, odd).orElseThrow().worstError()).isGreaterThan(0.5);
    }

    @Test
    void eachHalfHasEveryValueOfEveryDirection() {
        List<Place> places = places();
        Chessboard board = Chessboard.of(places);
        for (boolean white : new boolean[] {true, false}) {
            List<Place> half = places.stream().filter(p -> board.isWhite(p) == white).toList();
            assertThat(half).hasSize(places.size() / 2);
            assertThat(half.stream().map(Place::rate).distinct()).hasSize(RATES.length);
            assertThat(half.stream().map(Place::readers).distinct()).hasSize(READERS.length);
            assertThat(half.stream().map(Place::textBytes).distinct()).hasSize(TEXTS.length);
            assertThat(half.stream().map(Place::pollSeconds).distinct()).hasSize(INTERVALS.length);
        }
    }

    @Test
    void tooFewPointsGiveNoFit() {
        assertThat(Fit.of("short-poll", Cost.BYTES, grid(0).subList(0, 6))).isEmpty();
        assertThat(Fit.of("tcp", Cost.BYTES, grid(0).subList(0, 6))).isEmpty();
        assertThat(Fit.of("short-poll", Cost.CPU, grid(0))).isEmpty();
    }

    @Test
    void theMapTellsWhereOneBecomesCheaperThanTheOther() {
        List<Point> grid = new ArrayList<>(grid(0));
        grid.addAll(points("long-poll", 0, _ -> 700));
        CrossoverMap map =
                CrossoverMap.of(
                        Cost.BYTES,
                        64,
                        1,
                        List.of(0.1, 1.0, 10.0),
                        List.of(100),
                        List.of(fit("short-poll", grid), fit("long-poll", grid)));

        // A poll a second of some 480 bytes: ten for each message at one in 10 s, a tenth at 10.
        assertThat(map.fields().stream().map(field -> field.cheapest().getFirst()))
                .containsExactly("long-poll", "short-poll", "short-poll");
    }

    @Test
    void withinTheFitsErrorsNoneIsTheCheapest() {
        List<Point> grid = new ArrayList<>(points("a", 0.1, _ -> 100));
        grid.addAll(points("b", 0.1, _ -> 105));
        CrossoverMap map =
                CrossoverMap.of(
                        Cost.BYTES,
                        64,
                        1,
                        List.of(1.0),
                        List.of(10),
                        List.of(fit("a", grid), fit("b", grid)));

        assertThat(map.fields().getFirst().cheapest()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aWireThatDoesNotPollAtIntervalsCostsTheSameWhateverTheInterval() {
        List<Point> grid =
                places().stream()
                        .filter(place -> place.pollSeconds() == 2)
                        .map(place ->
                                new Place(place.rate(), place.readers(), place.textBytes(), 0))
                        .map(place ->
                                new Point(
                                        "tcp",
                                        place,
                                        Map.of(Cost.LATENCY, 1000.0 + place.readers())))
                        .toList();

        Fit fit = Fit.of("tcp", Cost.LATENCY, grid).orElseThrow();
        assertThat(fit.at(new Place(5, 50, 64, 0.25))).isCloseTo(1050, within(1e-3));
        assertThat(fit.at(new Place(5, 50, 64, 4))).isCloseTo(1050, within(1e-3));
    }

    @Test
    void aMapOfNothingIsAMistake() {
        assertThatThrownBy(() ->
                        CrossoverMap.of(Cost.BYTES, 64, 1, List.of(1.0), List.of(1), List.of()))
                .hasMessageContaining("no fits");
    }

    private static Fit fit(String transport, List<Point> grid) {
        return Fit.of(transport, Cost.BYTES, grid).orElseThrow();
    }

    private static List<Point> grid(double noise) {
        return points("short-poll", noise, CrossoverTest::shortPoll);
    }

    private static double shortPoll(Place place) {
        return 116
                + place.textBytes()
                + (500 + place.textBytes()) / (double) place.readers()
                + 480 / (place.rate() * place.pollSeconds());
    }

    private static List<Point> points(
            String transport, double noise, ToDoubleFunction<Place> cost) {
        SplittableRandom random = new SplittableRandom(3);
        return places().stream()
                .map(place ->
                        new Point(
                                transport,
                                place,
                                Map.of(
                                        Cost.BYTES,
                                        cost.applyAsDouble(place)
                                                * Math.exp(random.nextGaussian(0, noise)))))
                .toList();
    }

    private static List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (double rate : RATES) {
            for (int readers : READERS) {
                for (int text : TEXTS) {
                    for (double interval : INTERVALS) {
                        places.add(new Place(rate, readers, text, interval));
                    }
                }
            }
        }
        return places;
    }
}
