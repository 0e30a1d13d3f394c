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
        Fit fit = fit("short-poll", grid(0));

        assertThat(fit.worstError()).isLessThan(1e-6);
        assertThat(fit.at(new Place(5, 50, 200, 1)))
                .isCloseTo(shortPoll(new Place(5, 50, 200, 1)), within(1e-3));
        assertThat(fit.fitted() + fit.checked()).isEqualTo(48);
        assertThat(fit.fitted()).isEqualTo(24);
    }

    @Test
    void noiseOfThePointsIsTheReportedError() {
        Fit fit = fit("short-poll", grid(0.1));

        assertThat(fit.medianError()).isBetween(0.02, 0.15);
        assertThat(fit.worstError()).isBetween(fit.medianError(), 0.5);
        assertThat(fit.medianFactor()).isBetween(1.02, 1.15);
        assertThat(fit.worstFactor()).isBetween(fit.medianFactor(), 1.5);
    }

    @Test
    void aDirectionThatIsNotVariedDoesNoHarm() {
        List<Point> flat = grid(0).stream().filter(p -> p.place().textBytes() == 64).toList();

        Fit fit = fit("short-poll", flat);
        assertThat(fit.worstError()).isLessThan(1e-6);
    }

    @Test
    void aModelOfTheWrongFormIsDetectedByTheOtherHalf() {
        List<Point> odd =
                points("odd", 0, place -> 10 + Math.pow(place.rate(), 1.5) * place.pollSeconds());

        assertThat(fit("odd", odd).worstFactor()).isGreaterThan(1.5);
    }

    @Test
    void whatIsPredictedTooLowCountsAsMuchAsWhatIsPredictedTooHigh() {
        assertThat(offBy(3).worstFactor()).isCloseTo(3, within(1e-6));
        assertThat(offBy(1 / 3.0).worstFactor()).isCloseTo(3, within(1e-6));
        assertThat(offBy(3).worstError()).as("this one is lenient to it").isLessThan(0.7);
    }

    /// A fit of which one checked point costs so many times what was predicted.
    private static Fit offBy(double times) {
        List<Point> points = new ArrayList<>(points("odd", 0, _ -> 100));
        Point last =
                points.stream().filter(p -> p.half() == Half.CHECKED).findFirst().orElseThrow();
        points.remove(last);
        points.add(new Point("odd", last.place(), last.half(), Map.of(Cost.BYTES, 100 * times)));
        return fit("odd", points);
    }

    @Test
    void aFitThatPredictsTooLittleIsNotTheOnlyWinner() {
        List<Point> grid = new ArrayList<>(points("steady", 0, _ -> 150));
        grid.addAll(
                points("sly", 0, _ -> 90).stream()
                        .map(point ->
                                new Point(
                                        "sly",
                                        point.place(),
                                        point.half(),
                                        Map.of(
                                                Cost.BYTES,
                                                point.half() == Half.FITTED ? 90.0 : 200.0)))
                        .toList());

        assertThat(cheapest(1, 10, fit("steady", grid), fit("sly", grid)))
                .containsExactlyInAnyOrder("steady", "sly");
    }

    @Test
    void aTransportThatCostsMoreThanTheSecondIsNotNamedBecauseTheFirstIsUncertain() {
        Fit uncertain = constant("uncertain", 100, 10);
        Fit second = constant("second", 110, 1.1);
        Fit third = constant("third", 500, 1.1);

        assertThat(cheapest(1, 10, uncertain, second, third))
                .containsExactly("uncertain", "second");
    }

    @Test
    void aTransportThatMayBeCheaperByItsOwnErrorIsNamedBesideTheCheapest() {
        Fit steady = constant("steady", 100, 1);

        assertThat(cheapest(1, 10, steady, constant("uncertain", 150, 2)))
                .containsExactly("steady", "uncertain");
        assertThat(cheapest(1, 10, steady, constant("dearer", 150, 1.4))).containsExactly("steady");
    }

    @Test
    void aSumThatIsNotAboveZeroBetweenTheLevelsIsNoFit() {
        List<Point> grid =
                points(
                                "odd",
                                0,
                                place ->
                                        1000
                                                + 0.01 * place.textBytes()
                                                - 900.0 / place.readers()
                                                - 6 / (place.rate() * place.pollSeconds()))
                        .stream()
                        .filter(point -> point.costs().getOrDefault(Cost.BYTES, 0.0) > 0)
                        .toList();
        assertThat(grid).as("all but the places where it is below 0").hasSize(46);

        Fitting odd = Fit.of("odd", Cost.BYTES, grid);
        assertThat(odd).isInstanceOf(NoFit.class);
        assertThat(((NoFit) odd).why())
                .isEqualTo(
                        "its sum of terms is not above 0 at 0.1 messages a second, 1 readers, 64"
                                + " bytes, poll interval 0.5 s");
    }

    @Test
    void aMeterThatDidNotMoveAtTheCheapestPointsGivesNoFit() {
        List<Point> coarse =
                points("tcp", 0, _ -> 100).stream()
                        .map(point ->
                                point.place().readers() == 1
                                        ? new Point(
                                                "tcp",
                                                point.place(),
                                                point.half(),
                                                Map.of(Cost.BYTES, 0.0))
                                        : point)
                        .toList();

        assertThat(Fit.of("tcp", Cost.BYTES, coarse))
                .isEqualTo(
                        new NoFit("tcp", Cost.BYTES, "the meter did not move at 16 of 48 points"));
    }

    @Test
    void termsThatThePointsCannotSeparateAreNotFitted() {
        List<Point> grid =
                grid(0).stream()
                        .filter(p -> p.half() == Half.CHECKED || p.place().textBytes() == 64)
                        .toList();

        assertThat(Fit.of("short-poll", Cost.BYTES, grid))
                .isEqualTo(
                        new NoFit(
                                "short-poll",
                                Cost.BYTES,
                                "the 12 measured points to fit do not separate its terms"));
    }

    @Test
    void tooFewPointsGiveNoFit() {
        assertThat(Fit.of("short-poll", Cost.BYTES, grid(0).subList(0, 6)))
                .isInstanceOf(NoFit.class);
        assertThat(Fit.of("tcp", Cost.BYTES, grid(0).subList(0, 6))).isInstanceOf(NoFit.class);
        assertThat(Fit.of("short-poll", Cost.CPU, grid(0))).isInstanceOf(NoFit.class);
        List<Point> unchecked =
                grid(0).stream().filter(point -> point.half() == Half.FITTED).toList();
        assertThat(Fit.of("short-poll", Cost.BYTES, unchecked))
                .isEqualTo(
                        new NoFit("short-poll", Cost.BYTES, "no point to check it was measured"));
    }

    @Test
    void theMapShowsWhereOneBecomesCheaperThanTheOther() {
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
    void aTransportThatDoesNotPollAtIntervalsCostsTheSameWhateverTheInterval() {
        List<Point> grid =
                grid(0).stream()
                        .filter(point -> point.place().pollSeconds() == 2)
                        .map(CrossoverTest::withoutInterval)
                        .toList();

        Fit fit = (Fit) Fit.of("tcp", Cost.LATENCY, grid);
        assertThat(fit.at(new Place(5, 50, 64, 0.25))).isCloseTo(1050, within(1e-3));
        assertThat(fit.at(new Place(5, 50, 64, 4))).isCloseTo(1050, within(1e-3));
    }

    @Test
    void anEmptyMapIsAnError() {
        assertThatThrownBy(() ->
                        CrossoverMap.of(Cost.BYTES, 64, 1, List.of(1.0), List.of(1), List.of()))
                .hasMessageContaining("no fits");
    }

    private static Point withoutInterval(Point point) {
        Place place =
                new Place(
                        point.place().rate(),
                        point.place().readers(),
                        point.place().textBytes(),
                        0);
        return new Point(
                "tcp", place, point.half(), Map.of(Cost.LATENCY, 1000.0 + place.readers()));
    }

    private static Fit fit(String transport, List<Point> grid) {
        return (Fit) Fit.of(transport, Cost.BYTES, grid);
    }

    private static Fit constant(String transport, double bytes, double factor) {
        return new Fit(
                transport, Cost.BYTES, List.of(bytes, 0.0, 0.0, 0.0, 0.0), 0, 0, 1, factor, 9, 9);
    }

    private static List<String> cheapest(double rate, int readers, Fit... fits) {
        return CrossoverMap.of(Cost.BYTES, 64, 1, List.of(rate), List.of(readers), List.of(fits))
                .fields()
                .getFirst()
                .cheapest();
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
        Design design = new Design(RATES.length, READERS.length, TEXTS.length, INTERVALS.length);
        List<Point> points = new ArrayList<>();
        for (Design.Spot spot : design.spots()) {
            for (int interval : design.intervals(spot)) {
                Place place =
                        new Place(
                                RATES[spot.rate()],
                                READERS[spot.readers()],
                                TEXTS[spot.text()],
                                INTERVALS[interval]);
                double bytes = cost.applyAsDouble(place) * Math.exp(random.nextGaussian(0, noise));
                points.add(
                        new Point(
                                transport,
                                place,
                                design.half(spot, interval),
                                Map.of(Cost.BYTES, bytes)));
            }
        }
        return points;
    }
}
