package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Idle rows of four sizes against the real lab. Of what a connection costs, two things are known
/// beforehand: a socket is a file descriptor, and TCP lines are served by a selector, so it is no
/// thread.
@Tag("deep")
@Timeout(300)
@EnabledOnOs(OS.LINUX)
@Isolated("measures")
final class IdleSlopesTest {
    private static final int MOST = 400;

    @TempDir static Path folder = Path.of("");

    @BeforeAll
    static void measure() throws Exception {
        TransportVariant tcp = TransportVariant.byId("tcp").orElseThrow();
        List<RowPlan> rows =
                IntStream.of(0, 100, 200, MOST)
                        .mapToObj(readers -> new Idle(readers, 64, new Timing(1_000, 25, 0, 1_000)))
                        .map(idle -> RowPlan.of(tcp, idle).once())
                        .toList();
        ComparisonPlan settings = new ComparisonPlan(rows, 1, List.of(), false);
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(new StringWriter()));
        try (MeasuredLab lab =
                MeasuredLab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            var _ = WarmUpRun.execute(List.of(tcp), false, lab, folder, () -> false);
            ComparisonResult result = new ComparisonRun(settings, folder, display).execute(lab);
            assertThat(result.rows()).hasSize(4).allMatch(row -> row.isPerfect());
        }
    }

    @Test
    void eachConnectionIsOneFileDescriptor() throws Exception {
        Slope slope = slope("file descriptors");
        assertThat(slope.estimate()).isCloseTo(1, within(0.05));
        assertThat(1.0).isBetween(slope.low(), slope.high());
    }

    @Test
    void noConnectionIsAThread() throws Exception {
        assertThat(slope("threads").estimate())
                .as("at most eight more with %d connections", MOST)
                .isCloseTo(0, within(8.0 / MOST));
    }

    @Test
    void connectionsTakeMemory() throws Exception {
        assertThat(slope("resident memory, bytes").estimate()).isBetween(1e3, 1e6);
        assertThat(slope("heap, bytes").estimate()).isBetween(1e3, 1e5);
    }

    /// A slope as the report has it: the estimate, and from where to where it may be.
    private record Slope(double estimate, double low, double high) {}

    private static Slope slope(String what) throws Exception {
        String start = "| tcp | " + what + " | ";
        String line =
                Files.readAllLines(folder.resolve("report.md")).stream()
                        .filter(candidate -> candidate.startsWith(start))
                        .findFirst()
                        .orElseThrow();
        List<String> cells = List.of(line.substring(start.length()).split(" \\| ", -1));
        List<String> ends = List.of(cells.get(1).split(" to ", -1));
        return new Slope(
                Double.parseDouble(cells.getFirst()),
                Double.parseDouble(ends.getFirst()),
                Double.parseDouble(ends.getLast()));
    }
}
