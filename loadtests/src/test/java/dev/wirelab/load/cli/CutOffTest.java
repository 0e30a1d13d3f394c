package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.Run;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// After Ctrl-C, what was measured is kept, and no process is left.
@EnabledOnOs(OS.LINUX)
@Tag("slow")
final class CutOffTest {
    /// The exit code of a process that SIGINT ended.
    private static final int INTERRUPTED = 128 + 2;

    @TempDir Path folder = Path.of("");

    @Test
    void aComparisonKeepsTheRunsThatWereMade() throws Exception {
        try (Terminal terminal =
                new Terminal(
                        "compare",
                        "--quick",
                        "--transports=websocket,tcp,long-poll",
                        "--readers=5",
                        "--rate=40",
                        "--warm-up=250ms",
                        "--duration=2s",
                        "--out=" + folder)) {
            terminal.await("2/3 fan-out/tcp/1: measuring");
            terminal.interruptAll();
            endsCleanly(terminal);
            assertThat(terminal.shown())
                    .contains("cut off; the results are in " + results())
                    .noneMatch(line -> line.startsWith("lab-load: "));
        }
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
        RunResult second =
                Objects.requireNonNull(result.rows().getLast().runs().getFirst().result());
        assertThat(second.state()).isNotEqualTo(RunState.COMPLETE);
        assertThat(results().resolve("report.md")).content().contains("was cut off");
        assertThat(results().resolve("report.html")).content().contains("was cut off");
    }

    @Test
    void aWarmUpLeavesNothingThatCounts() throws Exception {
        cutOffWarmUp(0, true);
    }

    @ParameterizedTest
    @Tag("deep")
    @CsvSource({"0, false", "4000, true"})
    void aWarmUpLeavesNothingThatCountsWheneverItIsCutOff(long afterMillis, boolean all)
            throws Exception {
        cutOffWarmUp(afterMillis, all);
    }

    private void cutOffWarmUp(long afterMillis, boolean all) throws Exception {
        try (Terminal terminal =
                new Terminal("compare", "--transports=tcp,websocket", "--out=" + folder)) {
            terminal.await("12 runs, about ");
            assertThat(terminal.shown()).as("the estimate comes first").hasSize(1);
            terminal.await("warm-up: load on all transports at once");
            assertThat(terminal.ends(afterMillis)).isFalse();
            if (all) {
                terminal.interruptAll();
            } else {
                terminal.interruptTheProgram();
            }
            endsCleanly(terminal);
            assertThat(terminal.shown()).contains("cut off before anything was measured");
        }
        assertThat(results().resolve("result.json")).doesNotExist();
    }

    @Test
    void aProgramThatIsKilledLeavesNoProcessBehind() throws Exception {
        try (Terminal terminal =
                new Terminal(
                        "compare",
                        "--quick",
                        "--transports=websocket,tcp",
                        "--readers=5",
                        "--rate=40",
                        "--duration=20s",
                        "--out=" + folder)) {
            terminal.await("1/2 fan-out/websocket/1: measuring");
            List<ProcessHandle> children = terminal.children();
            assertThat(children).as("its lab and its run").hasSize(2);
            terminal.killTheProgram();
            for (ProcessHandle child : children) {
                assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void claimsKeepWhatWasFound() throws Exception {
        try (Terminal terminal =
                new Terminal(
                        "claims", "--only=handshake-channel,short-poll-holds", "--out=" + folder)) {
            terminal.await("2/2 short-poll-holds: ");
            terminal.interruptAll();
            endsCleanly(terminal);
        }
        JsonNode data = RunFiles.json().readTree(results().resolve("claims.json").toFile());
        assertThat(data.path("partial").asBoolean()).isTrue();
        assertThat(data.path("trials")).hasSize(1);
        assertThat(results().resolve("claims.md")).content().contains("Interrupted: ");
    }

    private static void endsCleanly(Terminal terminal) throws IOException, InterruptedException {
        assertThat(terminal.end()).isEqualTo(INTERRUPTED);
        assertThat(terminal.orphans()).isEmpty();
        assertThat(terminal.shown())
                .noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    }

    private Path results() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.findFirst().orElseThrow();
        }
    }
}
