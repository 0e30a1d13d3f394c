package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab is killed while the second of three runs is measured: the measured runs are kept, and
/// one line at the end names their folder.
@Tag("slow")
final class LabDiesTest {
    private static final String SECOND_RUN = "2/3 fan-out/tcp/1: measuring";

    @TempDir Path folder = Path.of("");

    @Test
    void aLabThatWasStartedForIt() throws Exception {
        OwnLabJar jar = OwnLabJar.copiedTo(folder);
        OutputTrigger output = new OutputTrigger(SECOND_RUN, jar::killLab);
        assertThat(execute(output, jar.option())).isEqualTo(LoadMain.EXIT_FAILED);
        theEndIsReportedInOneLine(output, "http://");
        theFirstRunIsWholeAndTheSecondSaysWhyItIsNot();
    }

    @Test
    void aLabElsewhere() throws Exception {
        try (MeasuredLab lab =
                MeasuredLab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"))) {
            ProcessHandle process = ProcessHandle.of(lab.pid().orElseThrow()).orElseThrow();
            OutputTrigger output = new OutputTrigger(SECOND_RUN, process::destroyForcibly);
            assertThat(execute(output, "--target", lab.target().http()))
                    .isEqualTo(LoadMain.EXIT_FAILED);
            theEndIsReportedInOneLine(output, lab.target().http());
        }
        theFirstRunIsWholeAndTheSecondSaysWhyItIsNot();
    }

    private int execute(OutputTrigger output, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "compare",
                                "--quick",
                                "--transports=websocket,tcp,long-poll",
                                "--readers=5",
                                "--rate=40",
                                "--warm-up=250ms",
                                "--duration=2s",
                                "--out=" + folder.resolve("results")));
        arguments.addAll(List.of(more));
        return LoadMain.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(output, true))
                .execute(arguments.toArray(String[]::new));
    }

    private void theEndIsReportedInOneLine(OutputTrigger output, String lab) throws IOException {
        assertThat(output.lines())
                .filteredOn(line -> line.startsWith("lab-load: "))
                .singleElement()
                .isEqualTo(output.lines().getLast())
                .asString()
                .startsWith("lab-load: the lab at " + lab)
                .endsWith(" does not answer any more; the results are in " + results());
        assertThat(output.toString()).doesNotContain("Exception", "\tat ");
    }

    private void theFirstRunIsWholeAndTheSecondSaysWhyItIsNot() throws IOException {
        ComparisonResult result =
                RunFiles.json()
                        .readValue(
                                results().resolve("result.json").toFile(), ComparisonResult.class);
        assertThat(result.partial()).isTrue();
        assertThat(result.rows()).extracting(Row::id).containsExactly("websocket", "tcp");
        Run first = result.rows().getFirst().runs().getFirst();
        assertThat(first.isPerfect()).isTrue();
        assertThat(Objects.requireNonNull(first.result()).tally().delivered())
                .isEqualTo(2L * 40 * 5);
        assertThat(RunFiles.readJson(results().resolve(first.folder()))).contains(first.result());
        assertThat(results().resolve("fan-out/websocket/latency.hlog")).isNotEmptyFile();
        assertThat(results().resolve("report.md"))
                .content()
                .contains("| fan-out | websocket | - | 1 |");
        RunResult second =
                Objects.requireNonNull(result.rows().getLast().runs().getFirst().result());
        assertThat(second.state()).isNotEqualTo(RunState.COMPLETE);
        assertThat(second.problem()).contains("did not answer any more");
    }

    private Path results() throws IOException {
        try (Stream<Path> found = Files.list(folder.resolve("results"))) {
            return found.findFirst().orElseThrow();
        }
    }
}
