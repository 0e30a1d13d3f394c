package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.capacity.Limit;
import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.theory.TransportVariant;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shortest search that there is, from its run to its files: of a transport whose own delay is
/// longer than the objective. Searches of several steps have [CapacityRunTest].
@Tag("slow")
final class SmallCapacityTest {
    @TempDir Path folder = Path.of("");

    @Test
    void aTransportWhoseOwnDelayIsTooLongIsReportedAfterOneStep() throws Exception {
        CapacityPlan plan =
                new CapacityPlan(
                        List.of(TransportVariant.byId("short-poll").orElseThrow()),
                        Objective.parse("p99=800ms"),
                        CapacityResult.By.READERS,
                        new FanOut(4, 20, 64, new Timing(1_000, 25, 200, 600)),
                        new Search.Range(4, 8, 1, 1, 0.1, 3));
        StringWriter progress = new StringWriter();
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(progress));
        ComparisonResult result =
                new CapacityRun(plan, folder, display, "started for this search")
                        .execute(SharedLab.get());

        assertThat(result.isComplete()).isTrue();
        assertThat(result.isPerfect()).isTrue();
        CapacityResult capacity = Objects.requireNonNull(result.capacity());
        CapacityResult.Transport shortPoll = capacity.transports().getFirst();
        assertThat(shortPoll.highestHeld()).isNull();
        assertThat(shortPoll.limit()).isEqualTo(Limit.WAITING);
        assertThat(shortPoll.steps())
                .singleElement()
                .satisfies(tried -> {
                    assertThat(tried.step().load()).isEqualTo(4.0);
                    assertThat(tried.step().labCpu()).isPositive();
                    assertThat(tried.step().injectorCpu()).isPositive();
                });
        assertThat(progress.toString())
                .contains("at most")
                .contains("short-poll: held at no load, not at 4;");
        ComparisonResult written =
                RunFiles.json()
                        .readValue(folder.resolve("result.json").toFile(), ComparisonResult.class);
        assertThat(written.capacity()).isEqualTo(capacity);
        assertThat(folder.resolve("capacity.csv"))
                .content()
                .contains("short-poll,1,4,")
                .hasLineCount(2);
        assertThat(folder.resolve("report.md"))
                .content()
                .contains("Capacity of each transport at p99=800ms");
        assertThat(folder.resolve("report.html")).content().contains("transport's own delay");
        assertThat(folder.resolve("capacity/short-poll/1-readers-4/run.json")).isRegularFile();
    }
}
