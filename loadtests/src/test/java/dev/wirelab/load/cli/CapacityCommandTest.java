package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Commands that cannot start: one line, exit code 2, and nothing left behind.
final class CapacityCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--slo fast                | --slo: an objective is like p99=50ms or p99.9=1s, not 'fast'",
                "--slo p100=50ms           | --slo: an objective is like p99=50ms",
                "--slo p99=0ms             | --slo: an objective is like p99=50ms",
                "--transport pigeon        | there is no transport 'pigeon'; there are websocket",
                "--by size                 | --by must be readers or rate, not 'size'",
                "--from 0                  | --from must be 1 to 20000",
                "--from 30000              | --from must be 1 to 20000",
                "--from 100 --to 50        | --to must be 100 to 20000",
                "--by rate --to 10001      | --to must be 20 to 10000",
                "--from few                | '--from'",
                "--steps 0                 | --steps must be 1 to 100",
                "--readers 0               | --readers must be 1 to 20000",
                "--rate 0                  | --rate must be above 0",
                "--size 47                 | --size must be 48 to 4096",
                "--poll-interval 0s        | --poll-interval must be 10ms to 30s",
                "--duration 0s             | --duration must be 100ms to 600s",
                "--warm-up 11m             | --warm-up must be 0s to 600s",
                "--by rate --from 1 --duration 100ms | not one message is due",
                "--slo p99.9=50ms --from 99 --lab-jar none | --slo p99.9=50ms needs 10000 deliveries, and at --from 99 only 9900 are due: raise --from, --rate or --duration",
                "--slo p99.99=1s --lab-jar none | --slo p99.99=1000ms needs 100000 deliveries, and at --from 100 only 10000 are due",
                "--from 1 --lab-jar none | --slo p99=50ms needs 1000 deliveries, and at --from 1 only 100 are due",
                "--by rate --readers 1 --from 100 --lab-jar none | needs 1000 deliveries, and at --from 100 only 500 are due: raise --from, --readers or --duration",
                "--rate 10000 --to 20000 --duration 1m | that would be 12000000000 deliveries",
                "--target localhost:7070   | --target must be an address such as",
                "--lab-jar no/such.jar     | there is no lab.jar at no/such.jar",
            })
    void anInvalidOptionIsReportedInOneLine(String arguments, String message) {
        List<String> all =
                new ArrayList<>(List.of("capacity", "--out", folder.resolve("results").toString()));
        all.addAll(List.of(arguments.strip().split(" ")));
        assertThat(commandLine().execute(all.toArray(String[]::new)))
                .isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: ").contains(message).hasLineCount(1);
        assertThat(Files.exists(folder.resolve("results"))).isFalse();
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(commandLine().execute("capacity", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--slo",
                        "--transport",
                        "--by",
                        "--from",
                        "--to",
                        "--steps",
                        "--readers",
                        "--rate",
                        "--size",
                        "--poll-interval",
                        "--duration",
                        "--warm-up",
                        "--target",
                        "--out");
    }

    private CommandLine commandLine() {
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }
}
