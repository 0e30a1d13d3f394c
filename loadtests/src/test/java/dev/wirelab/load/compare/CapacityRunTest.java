package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.capacity.Judgement;
import dev.wirelab.load.capacity.Limit;
import dev.wirelab.load.capacity.Objective;
import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.cli.LoadMain;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.report.TerminalText;
import dev.wirelab.load.result.CapacityResult;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.theory.TransportVariant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// Searches of seconds against the real lab in a process of its own.
@Tag("slow")
@Isolated("measures")
final class CapacityRunTest {
    private static final FanOut WORKLOAD = new FanOut(4, 20, 64, new Timing(1_000, 25, 200, 600));

    @TempDir Path folder = Path.of("");

    @Test
    void aTransportIsLoadedAsFarAsAskedAndOneWithALongDelayOfItsOwnIsReportedAfterOneStep()
            throws CannotStartException, IOException, InterruptedException {
        List<CapacityResult> meanwhile = new ArrayList<>();
        StringWriter progress =
                new StringWriter() {
                    @Override
                    public void write(String text, int offset, int length) {
                        super.write(text, offset, length);
                        if (text.startsWith("tcp, step 2, ") && meanwhile.isEmpty()) {
                            meanwhile.add(Objects.requireNonNull(read().capacity()));
                        }
                    }
                };
        ComparisonResult result =
                search(
                        plan("p99=800ms", CapacityResult.By.READERS, 4, 8, "tcp", "short-poll"),
                        progress);

        CapacityResult.Transport begun = meanwhile.getFirst().transports().getFirst();
        assertThat(begun.steps()).as("written after the first step").hasSize(1);
        assertThat(begun.highestHeld()).isEqualTo(4.0);

        assertThat(result.isComplete()).isTrue();
        assertThat(result.isPerfect()).isTrue();
        CapacityResult capacity = Objects.requireNonNull(result.capacity());
        CapacityResult.Transport tcp = capacity.transports().getFirst();
        assertThat(tcp.highestHeld()).isEqualTo(8.0);
        assertThat(tcp.lowestMissed()).isNull();
        assertThat(tcp.limit()).isEqualTo(Limit.NONE);
        assertThat(tcp.atLeast()).isTrue();
        assertThat(tcp.steps().stream().map(tried -> tried.step().load()))
                .containsExactly(4.0, 8.0, 8.0);
        assertThat(tcp.confirmed()).isTrue();
        assertThat(tcp.steps())
                .allSatisfy(tried -> {
                    assertThat(tried.judgement()).isEqualTo(Judgement.HELD);
                    assertThat(tried.step().latencyMicros()).isPositive();
                    assertThat(tried.step().labCpu()).isPositive();
                    assertThat(tried.step().injectorCpu()).isPositive();
                    assertThat(tried.step().sharedMachine()).isTrue();
                });
        CapacityResult.Transport shortPoll = capacity.transports().getLast();
        assertThat(shortPoll.highestHeld()).isNull();
        assertThat(shortPoll.limit()).isEqualTo(Limit.WAITING);
        assertThat(shortPoll.steps()).hasSize(1);
        assertThat(progress.toString())
                .contains("at most")
                .contains("tcp: held at least at 8 readers; limited by nothing")
                .contains("short-poll: held at no load, not at 4;");
        theFilesContainTheResult(result);
    }

    private void theFilesContainTheResult(ComparisonResult result) throws IOException {
        assertThat(read().capacity()).isEqualTo(result.capacity());
        assertThat(folder.resolve("capacity.csv"))
                .content()
                .contains("tcp,1,4,")
                .contains("tcp,2,8,")
                .contains("tcp,3,8,")
                .contains("short-poll,1,4,")
                .hasLineCount(5);
        assertThat(folder.resolve("report.md"))
                .content()
                .contains("Capacity of each transport at p99=800ms", "| tcp | at least 8 | - |");
        assertThat(folder.resolve("report.html")).content().contains("transport's own delay");
        assertThat(folder.resolve("capacity/tcp/3-readers-8/run.json")).isRegularFile();
        assertThat(TerminalText.of(result, true, true)).contains("at least 8");
    }

    @Test
    void anObjectiveThatNoTransportCanHoldIsSearchedDownwardsByRate()
            throws CannotStartException, IOException, InterruptedException {
        CapacityPlan plan = plan("p50=0.001ms", CapacityResult.By.RATE, 20, 20, "tcp");
        CapacityResult capacity =
                Objects.requireNonNull(search(plan, new StringWriter()).capacity());

        CapacityResult.Transport tcp = capacity.transports().getFirst();
        assertThat(tcp.highestHeld()).isNull();
        assertThat(tcp.steps().stream().map(tried -> tried.step().load()))
                .containsExactly(20.0, 20.0, 10.0);
        assertThat(tcp.steps())
                .allSatisfy(tried -> assertThat(tried.judgement()).isNotEqualTo(Judgement.HELD));
    }

    @Test
    @Timeout(90)
    void anInterruptedMeasurementIsKeptAndMarkedPartial() throws IOException, InterruptedException {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoadMain.class.getName(),
                                "capacity",
                                "--transport=tcp",
                                "--from=2",
                                "--to=64",
                                "--slo=p50=5s",
                                "--warm-up=100ms",
                                "--duration=600ms",
                                "--out=" + folder)
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = program.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith("tcp, step 2, 4 readers: ")) {
                line = output.readLine();
            }
            assertThat(line).as("what it said of its second step").isNotNull();
            program.destroy();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        Path results;
        try (Stream<Path> found = Files.list(folder)) {
            results = found.findFirst().orElseThrow();
        }
        ComparisonResult left =
                RunFiles.json()
                        .readValue(results.resolve("result.json").toFile(), ComparisonResult.class);
        assertThat(left.partial()).isTrue();
        CapacityResult.Transport tcp =
                Objects.requireNonNull(left.capacity()).transports().getFirst();
        assertThat(tcp.finished()).isFalse();
        assertThat(tcp.highestHeld()).isEqualTo(2.0);
        assertThat(tcp.steps()).hasSize(1);
        assertThat(results.resolve("report.md")).content().contains("cut off");
    }

    private ComparisonResult read() {
        try {
            return RunFiles.json()
                    .readValue(folder.resolve("result.json").toFile(), ComparisonResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ComparisonResult search(CapacityPlan plan, StringWriter progress)
            throws CannotStartException, IOException, InterruptedException {
        ProgressDisplay display = new ProgressDisplay(new PrintWriter(progress));
        return new CapacityRun(plan, folder, display, "started for this search")
                .execute(SharedLab.get());
    }

    private static CapacityPlan plan(
            String slo, CapacityResult.By by, int from, int to, String... transports) {
        return new CapacityPlan(
                Stream.of(transports).map(id -> TransportVariant.byId(id).orElseThrow()).toList(),
                Objective.parse(slo),
                by,
                WORKLOAD,
                new Search.Range(from, to, 1, 1, 0.1, 3));
    }
}
