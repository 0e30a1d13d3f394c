package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.survive.SurvivalRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command: invalid options, and what it prints and writes.
final class SurviveCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--faults pigeons         | there is no fault 'pigeons'; there are none, no-upgrade",
                "--faults stall,stall     | --faults names one twice",
                "--transports pigeon      | there is no transport 'pigeon'; there are websocket",
                "--transports sse,sse     | --transports names one twice",
                "--lab-jar no/such        | there is no lab.jar at no/such",
                "--pigeons                | --pigeons",
            })
    void anInvalidOptionIsReportedInOneLine(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: ").contains(message).hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theListExplainsEachFault() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString()).contains(SurvivalRun.allFaults()).contains("60 s are reset");
        assertThat(out.toString().lines()).allMatch(line -> line.length() < 80);
    }

    @Test
    void fiveTransportsTakeLessThanTenMinutes() {
        SurvivalRun run =
                new SurvivalRun(
                        List.of("websocket"), SurvivalRun.allFaults(), folder, _ -> {}, _ -> {});
        assertThat(run.estimate()).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    @Tag("deep")
    void whatSurvivesARestartIsPrintedAndWritten() throws IOException {
        assertThat(run("--faults", "none,restart", "--transports", "websocket,long-poll")).isZero();
        assertThat(err.toString()).contains("1/2 none: ", "2/2 restart: ");
        assertThat(out.toString())
                .contains("fault    websocket  long-poll", "none            ok         ok");
        Path result;
        try (Stream<Path> found = Files.list(folder)) {
            result = found.findFirst().orElseThrow();
        }
        JsonNode data = RunFiles.json().readTree(result.resolve("survive.json").toFile());
        assertThat(data.path("partial").asBoolean()).isFalse();
        assertThat(data.path("outcomes"))
                .hasSize(4)
                .allSatisfy(outcome -> {
                    assertThat(outcome.path("through").asBoolean()).as(outcome.toString()).isTrue();
                    assertThat(outcome.path("reordered").asInt()).isZero();
                });
        assertThat(data.path("outcomes").path(2).path("logIns").asInt())
                .as("the lab has forgotten its session")
                .isGreaterThan(1);
        assertThat(result.resolve("report.md")).content().contains("## restart");
        assertThat(result.resolve("report.html")).isNotEmptyFile();
    }

    @Test
    @Tag("deep")
    void twoLabsStopEveryTransportTwoNodesNoneAndTheSeventhTabOnlyAStreamOverHttp()
            throws IOException {
        assertThat(
                        run(
                                "--faults",
                                "two-labs,two-nodes,seven-tabs,clock-ahead,clock-back",
                                "--transports",
                                "websocket,sse,long-poll"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("two-labs +no +no +no\n")
                .containsPattern("two-nodes +ok +ok +ok\n")
                .containsPattern("seven-tabs +ok +no +ok\n")
                .containsPattern("clock-back +ok +ok +ok\n");
        Path result;
        try (Stream<Path> found = Files.list(folder)) {
            result = found.findFirst().orElseThrow();
        }
        JsonNode outcomes =
                RunFiles.json().readTree(result.resolve("survive.json").toFile()).path("outcomes");
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.path("fault").asText().equals("clock-ahead"))
                .hasSize(3)
                .allSatisfy(outcome -> {
                    assertThat(outcome.path("through").asBoolean()).as(outcome.toString()).isTrue();
                    assertThat(outcome.path("logIns").asInt())
                            .as("its session has expired")
                            .isEqualTo(2);
                });
    }

    private int run(String... arguments) {
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        Stream.concat(
                                        Stream.of("survive", "--out", folder.toString()),
                                        Stream.of(arguments))
                                .toArray(String[]::new));
    }
}
