package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.theory.TransportModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Commands that cannot start: one line, exit code 2, and nothing left behind.
final class CrossoverCommandTest {
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--transport pigeon      | there is no transport 'pigeon'; there are websocket",
                "--rates 0,5             | --rates must be above 0",
                "--readers 0             | --readers must be 1 to 20000",
                "--sizes 64,5000         | --sizes must be 48 to 4096",
                "--poll-intervals 1s,0s  | --poll-intervals must be 10ms to 30s",
                "--rates 20              | websocket would have 9 points; a fit and its check need 10",
                "--duration 100ms        | not one message is due",
                "--duration 0s           | --duration must be 100ms to 600s",
                "--points 1ms,2ms        | --points needs --over",
                "--over moon             | --over must be rtt or loss, not 'moon'",
                "--over rtt --points 2ms | the number of --points must be 2 to 12",
                "--over rtt --rates 2,8  | --rates must be one value with --over",
                "--over rtt --link rtt=8ms | rtt is there twice",
                "--over rtt --points a,b | the link 'rtt=a' is impossible",
                "--over rtt --target http://127.0.0.1:1 | --over starts a lab of its own",
                "--lab-jar no/such.jar   | there is no lab.jar at no/such.jar",
            })
    void anInvalidOptionIsReportedInOneLine(String arguments, String message) {
        List<String> all =
                new ArrayList<>(
                        List.of("crossover", "--out", folder.resolve("results").toString()));
        all.addAll(List.of(arguments.strip().split(" ")));
        assertThat(
                        LoadMain.commandLine()
                                .setErr(new PrintWriter(err, true))
                                .execute(all.toArray(String[]::new)))
                .isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: ").contains(message).hasLineCount(1);
        assertThat(Files.exists(folder.resolve("results"))).isFalse();
    }

    @Test
    void theSweepOfFullIsTheSameAsTheSweepAlone() throws CannotStartException {
        assertThat(CommandLine.populateCommand(new CompareCommand(), "--full").plan().grid())
                .hasSize(18 * TransportModels.usualIds().size())
                .isEqualTo(new CrossoverCommand().plan().grid());
    }

    @Test
    @Tag("slow")
    @Timeout(120)
    void aLabThatWasStartedForItIsWarmedUpBeforeTheFirstPoint() throws IOException {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoadMain.class.getName(),
                                "crossover",
                                "--transport=tcp",
                                "--out=" + folder)
                        .redirectErrorStream(true)
                        .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader output = program.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith("1/18 ")) {
                said.add(line);
                line = output.readLine();
            }
        } finally {
            program.descendants().forEach(ProcessHandle::destroy);
            program.destroyForcibly();
        }
        assertThat(said)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("18 runs, about "),
                        second ->
                                assertThat(second)
                                        .startsWith("warm-up: load on all transports at once"));
    }
}
