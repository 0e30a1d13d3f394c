package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The command: invalid options, what it prints and writes, and what is left when the lab dies.
final class ClaimsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--only pigeons       | there is no claim 'pigeons'; there are kaazing-bytes, long-poll-transits, short-connections, handshake-channel, short-poll-holds, long-poll-waste, raw-tcp, sse-memory, binary-smaller, wss-slow, polling-near-sse",
                "--only raw-tcp,,raw-tcp | there is no claim ''",
                "--list --only pigeon | there is no claim 'pigeon'",
                "--lab-jar no/such    | there is no lab.jar at no/such",
                "--pigeons            | --pigeons",
            })
    void anInvalidOptionIsReportedInOneLine(String arguments, String message) throws IOException {
        assertThat(run(arguments.split(" "))).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: ").contains(message).hasLineCount(1);
        assertThat(results()).isEmpty();
    }

    @Test
    void aLabThatDoesNotStartIsReportedInOneLine() throws IOException {
        Path jar = Files.createFile(folder.resolve("empty.jar"));
        assertThat(run("--lab-jar", jar.toString())).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString())
                .startsWith("lab-load: the lab did not start; it printed: ")
                .hasLineCount(1);
    }

    @Test
    void aFolderThatCannotBeWrittenIsReportedInOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("results"));
        assertThat(run("--lab-jar", file.toString())).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: cannot write to ").hasLineCount(1);
    }

    @Test
    void theListNamesEachClaimAndWhoMadeIt() throws IOException {
        assertThat(run("--list")).isZero();
        assertThat(out.toString())
                .contains("kaazing-bytes", "Peter Lubbers", "RFC 6202", "Agarwal");
        assertThat(results()).isEmpty();
    }

    @Test
    void resultsArePrintedAndWritten() throws IOException {
        assertThat(run("--only", "handshake-channel")).isZero();
        assertThat(out.toString())
                .contains(
                        "handshake-channel",
                        "  claimed   ",
                        "  verdict   does not hold",
                        "  measured  ",
                        "  why       ");
        assertThat(err.toString())
                .contains("1 claims, about", "1/1 handshake-channel: ", " left in all");
        Path result = results().getFirst();
        JsonNode data = RunFiles.json().readTree(result.resolve("claims.json").toFile());
        assertThat(data.path("schema").asInt()).isEqualTo(2);
        assertThat(data.path("partial").asBoolean()).isFalse();
        JsonNode trial = data.path("trials").path(0);
        assertThat(trial.path("statement").path("id").asText()).isEqualTo("handshake-channel");
        assertThat(trial.path("finding").path("verdict").asText()).isEqualTo("DOES_NOT_HOLD");
        assertThat(trial.path("finding").path("figures").size()).isPositive();
        assertThat(result.resolve("claims.md"))
                .content()
                .contains(
                        "## Verdicts",
                        "- handshake-channel: does not hold – The WebSocket handshake opens",
                        "## handshake-channel: does not hold",
                        "| figure | value | unit |",
                        "[upgrade-answer](handshake-channel/upgrade-answer)");
        assertThat(result.resolve("handshake-channel/upgrade-answer")).exists();
    }

    @Test
    void aLabThatDiesLeavesTheResultsSoFarAndIsReportedInOneLine() throws Exception {
        OwnLabJar jar = OwnLabJar.copiedTo(folder);
        OutputTrigger output = new OutputTrigger("2/2 short-poll-holds", jar::killLab);
        CommandLine command =
                LoadMain.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(output, true));
        assertThat(
                        command.execute(
                                arguments(
                                        jar.option(),
                                        "--only",
                                        "handshake-channel,short-poll-holds")))
                .isEqualTo(LoadMain.EXIT_FAILED);
        assertThat(output.lines())
                .filteredOn(line -> line.startsWith("lab-load: "))
                .singleElement()
                .asString()
                .contains("does not answer any more", "the results so far are in ");
        JsonNode data =
                RunFiles.json().readTree(results().getFirst().resolve("claims.json").toFile());
        assertThat(data.path("partial").asBoolean()).isTrue();
        assertThat(data.path("trials").size()).isEqualTo(1);
    }

    private int run(String... arguments) {
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments(arguments));
    }

    private String[] arguments(String... more) {
        List<String> all =
                new ArrayList<>(List.of("claims", "--out", folder.resolve("results").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private List<Path> results() throws IOException {
        Path results = folder.resolve("results");
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(results)) {
            return found.toList();
        }
    }
}
