package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.theory.TransportVariant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The sweep's grid, and three points of one against the real lab.
@Isolated("measures")
final class SweepTest {
    private static final Timing SHORT = new Timing(0, 25, 500, 1_000);

    @TempDir Path folder = Path.of("");

    @Test
    @Tag("slow")
    void eachPointHasItsCosts() throws Exception {
        Grid grid =
                new Grid(
                        List.of(20.0),
                        List.of(4),
                        List.of(64),
                        List.of(Duration.ofMillis(100), Duration.ofMillis(200)));
        List<GridPoint> points = grid.points(protocols("tcp", "short-poll"), SHORT);
        ComparisonPlan settings = new ComparisonPlan(List.of(), 1, points, false);
        StringWriter progress = new StringWriter();
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(progress));
        ComparisonResult result =
                new ComparisonRun(settings, folder, display).execute(SharedLab.get());

        CrossoverResult crossover = Objects.requireNonNull(result.crossover());
        assertThat(result.isComplete()).isTrue();
        assertThat(crossover.points())
                .extracting(CrossoverResult.Measured::place)
                .containsExactly(
                        new Place(20, 4, 64, 0),
                        new Place(20, 4, 64, 0.1),
                        new Place(20, 4, 64, 0.2));
        assertThat(crossover.points())
                .allSatisfy(point ->
                        assertThat(point.point().costs().get(Cost.BYTES)).isGreaterThan(64));
        assertThat(crossover.fits()).isEmpty();
        assertThat(crossover.noFits()).hasSize(6);
        assertThat(
                        RunFiles.json()
                                .readValue(
                                        folder.resolve("result.json").toFile(),
                                        ComparisonResult.class)
                                .crossover())
                .isEqualTo(crossover);
        assertThat(folder.resolve("crossover.csv"))
                .content()
                .contains("tcp,20,4,64,,fitted,", "short-poll,20,4,64,0.2,checked,")
                .hasLineCount(4);
        assertThat(folder.resolve("report.md"))
                .content()
                .contains(
                        "No cost of the sweep could be fitted",
                        "| tcp | bytes | no point to check it was measured |");
        assertThat(progress.toString()).contains("3 runs, about ", "1/3 crossover/tcp/");
    }

    @Test
    void eachPointOfTheUsualGridIsMeasuredOncePerTransportInTurns() {
        List<GridPoint> usual = Grid.usual(protocols("tcp", "short-poll"), 25);

        assertThat(usual).hasSize(36);
        for (int i = 0; i < usual.size(); i += 2) {
            Place pushed = usual.get(i).place();
            Place polled = usual.get(i + 1).place();
            assertThat(usual.get(i).protocol().id()).isEqualTo("tcp");
            assertThat(usual.get(i + 1).protocol().id()).isEqualTo("short-poll");
            assertThat(pushed.pollSeconds()).isZero();
            assertThat(polled.pollSeconds()).isPositive();
            assertThat(polled)
                    .isEqualTo(
                            new Place(
                                    pushed.rate(),
                                    pushed.readers(),
                                    pushed.textBytes(),
                                    polled.pollSeconds()));
            assertThat(usual.get(i).half()).isEqualTo(usual.get(i + 1).half());
        }
        assertThat(usual.stream().map(GridPoint::folder)).doesNotHaveDuplicates();
    }

    @Test
    void aDriftDuringTheSweepFollowsNoDirectionOfTheGrid() {
        List<GridPoint> usual = Grid.usual(protocols("short-poll"), 25);

        assertThat(usual).isEqualTo(Grid.usual(protocols("short-poll"), 25));
        Map<String, ToDoubleFunction<GridPoint>> factors =
                Map.of(
                        "rate", point -> Math.log(point.place().rate()),
                        "readers", point -> Math.log(point.place().readers()),
                        "size", point -> Math.log(point.place().textBytes()),
                        "interval", point -> Math.log(point.place().pollSeconds()),
                        "half", point -> point.half().ordinal());
        double[] time = IntStream.range(0, usual.size()).asDoubleStream().toArray();
        factors.forEach((name, factor) ->
                assertThat(
                                new PearsonsCorrelation()
                                        .correlation(
                                                time, usual.stream().mapToDouble(factor).toArray()))
                        .as(name)
                        .isBetween(-0.12, 0.12));
    }

    @Test
    void aGridDoesNotDependOnTheOrderOfItsValues() {
        Grid grid =
                new Grid(
                        List.of(32.0, 2.0, 8.0),
                        List.of(100, 32, 10),
                        List.of(64, 1024, 256),
                        List.of(
                                Duration.ofSeconds(1),
                                Duration.ofMillis(250),
                                Duration.ofMillis(500)));

        assertThat(grid).isEqualTo(Grid.USUAL);
    }

    private static List<TransportVariant> protocols(String... ids) {
        return List.of(ids).stream().map(id -> TransportVariant.byId(id).orElseThrow()).toList();
    }
}
