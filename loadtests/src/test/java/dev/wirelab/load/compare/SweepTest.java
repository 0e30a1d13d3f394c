package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sweep's grid, and three points of one against the real lab.
final class SweepTest {
    private static final Timing SHORT = new Timing(0, 25, 100, 500);

    @TempDir Path folder = Path.of("");

    @Test
    void eachPointTellsWhatItCost() throws Exception {
        Grid grid =
                new Grid(
                        List.of(20.0),
                        List.of(4),
                        List.of(64),
                        List.of(Duration.ofMillis(100), Duration.ofMillis(200)));
        List<GridPoint> points = grid.points(protocols("tcp", "short-poll"), SHORT);
        Settings settings =
                new Settings(
                        List.of(), 1, points, false, Optional.empty(), Optional.empty(), folder);
        StringWriter progress = new StringWriter();
        ComparisonResult result;
        try (Lab lab = Lab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            result =
                    new Comparison(
                                    settings,
                                    folder,
                                    new ProgressDisplay(new PrintWriter(progress), false))
                            .execute(lab);
        }

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
        assertThat(
                        RunFiles.json()
                                .readValue(
                                        folder.resolve("result.json").toFile(),
                                        ComparisonResult.class)
                                .crossover())
                .isEqualTo(crossover);
        assertThat(folder.resolve("crossover.csv"))
                .content()
                .contains("tcp,20,4,64,-,", "short-poll,20,4,64,0.2,")
                .hasLineCount(4);
        assertThat(folder.resolve("report.md")).content().contains("Too few points");
        assertThat(progress.toString()).contains("3 runs, about ", "1/3 crossover/tcp/");
    }

    @Test
    void aWireWithoutAnIntervalIsMeasuredAtOneOnlyAndWiresTakeTurns() {
        List<GridPoint> usual = Grid.usual(protocols("tcp", "short-poll"), SHORT);

        assertThat(usual.stream().filter(point -> point.protocol().id().equals("tcp"))).hasSize(12);
        assertThat(usual.stream().filter(point -> point.protocol().id().equals("short-poll")))
                .hasSize(24);
        assertThat(usual.stream().limit(4).map(point -> point.protocol().id()))
                .containsExactly("tcp", "short-poll", "short-poll", "tcp");
        assertThat(usual.stream().map(GridPoint::folder)).doesNotHaveDuplicates();
    }

    private static List<LoadProtocol> protocols(String... ids) {
        return List.of(ids).stream().map(id -> LoadProtocols.byId(id).orElseThrow()).toList();
    }
}
