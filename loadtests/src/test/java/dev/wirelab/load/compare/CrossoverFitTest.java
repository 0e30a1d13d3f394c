package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Fit;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.CrossoverResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// The crossover's formula for the bytes of a transport, fitted to half of a small grid of real
/// runs and checked against the other half.
@Tag("deep")
@Timeout(300)
@Isolated("measures")
final class CrossoverFitTest {
    @TempDir Path folder = Path.of("");

    @Test
    void theBytesOfTheHalfThatWasNotFittedArePredictedWithinFivePercent() throws Exception {
        Grid grid =
                new Grid(
                        List.of(8.0, 16.0, 32.0),
                        List.of(3, 12),
                        List.of(64, 512),
                        List.of(Duration.ofSeconds(1)));
        List<GridPoint> points =
                grid.points(
                        List.of(TransportVariant.byId("tcp").orElseThrow()),
                        new Timing(0, 25, 200, 1_000));
        ComparisonPlan settings = new ComparisonPlan(List.of(), 1, points, false);
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(new StringWriter()));
        ComparisonResult result =
                new ComparisonRun(settings, folder, display).execute(SharedLab.get());

        CrossoverResult crossover = Objects.requireNonNull(result.crossover());
        assertThat(crossover.isPerfect()).isTrue();
        Fit bytes =
                crossover.fits().stream()
                        .filter(fit -> fit.cost() == Cost.BYTES)
                        .findFirst()
                        .orElseThrow();
        assertThat(bytes.transport()).isEqualTo("tcp");
        assertThat(bytes.fitted()).isEqualTo(6);
        assertThat(bytes.checked()).isEqualTo(6);
        assertThat(bytes.worstError()).isLessThan(0.05);
        assertThat(folder.resolve("report.md"))
                .content()
                .contains("Which transport is cheapest where");
    }
}
