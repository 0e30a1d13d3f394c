package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.report.Fixture;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.table.ComparisonFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command: what it prints of two results, and what it refuses in one line with exit code 2.
final class DiffCommandTest {
    private static final int REPEATS = 5;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir static Path folder = Path.of("");

    @BeforeAll
    static void aResult() throws IOException {
        write("before", fixture("before", 1, "tcp", 5).comparison());
    }

    @Test
    void slowerRowsArePrintedWithTheTable() throws IOException {
        write("after", fixture("after", 2, "tcp", 10).comparison());

        assertThat(diff("before", "after")).isEqualTo(LoadMain.EXIT_OK);
        assertThat(out.toString())
                .contains(
                        "fan-out/tcp, median latency: higher: ",
                        "| row | measure | after against before |",
                        "| fan-out/tcp | median latency | higher: ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void filesAreAsGoodAsTheirFoldersAndTheSameIsNoDifference() {
        assertThat(diff("before/result.json", "before")).isEqualTo(LoadMain.EXIT_OK);
        assertThat(out.toString())
                .contains("No difference was found.", "| fan-out/tcp | median latency | ");
    }

    @ParameterizedTest
    @CsvSource({
        "before after --fail-on=p50,              5",
        "before after --fail-on=bytes,            0",
        "before after --fail-on=bytes --fail-on=any, 5",
        "after before --fail-on=any,              0",
        "before before --fail-on=any --fail-on=undecided, 0",
    })
    void aWorseMetricFailsIfItWasNamed(String arguments, int exitCode) throws IOException {
        write("after", fixture("after", 2, "tcp", 10).comparison());

        assertThat(diff(arguments.split(" "))).isEqualTo(exitCode);
    }

    @Test
    void oneRunEachIsUndecided() throws IOException {
        ComparisonResult once =
                new Fixture(folder.resolve("once"), 1, 1)
                        .row("tcp", "tcp", null, 5, 0, 192)
                        .comparison();
        write("once", once);

        assertThat(diff("once", "once")).isEqualTo(LoadMain.EXIT_OK);
        assertThat(out.toString())
                .contains("**Undecided: 1 and 1 runs")
                .doesNotContain("No difference");
        assertThat(diff("once", "once", "--fail-on=any")).isEqualTo(LoadMain.EXIT_OK);
        assertThat(diff("once", "once", "--fail-on=undecided")).isEqualTo(LoadMain.EXIT_WORSE);
    }

    @ParameterizedTest
    @CsvSource({
        "before before --fail-on=speed, --fail-on: there is no measure 'speed'; there are p50",
        "before,              Missing required parameter: 'AFTER'",
        "before before before, Unmatched argument",
        "before nowhere,      there is no result in",
        "nowhere before,      there is no result in",
        "before .,            there is no result in",
        "before before --pigeons, Unknown option: '--pigeons'",
    })
    void anythingButTwoResultsIsReportedInOneLine(String places, String message) {
        refuses(message, places.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"schema\": 2, \"rows\": [ | is not a result: ",
                "pigeons                  | is not a result: ",
                "``                       | has schema 0; this program reads schema 2",
                "[]                       | has schema 0; this program reads schema 2",
                "{\"schema\": 1}          | has schema 1; this program reads schema 2",
                "{\"schema\": 3}          | has schema 3; this program reads schema 2",
                "{\"schema\": 2}          | is not a result: ",
                "{\"schema\": 2, \"rows\": 7}     | is not a result: ",
                "{\"schema\": 2, \"rows\": [null]} | is not a result: ",
                "{\"schema\": 2, \"measurement\": 3, \"rows\": [{}]} | is not a result: ",
            })
    void aFileThatIsNoResultIsReportedInOneLine(String text, String message) throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("after")).resolve("result.json"), text);

        refuses(folder.resolve("after/result.json") + " " + message.strip(), "before", "after");
        err.getBuffer().setLength(0);
        refuses(folder.resolve("after/result.json") + " " + message.strip(), "after", "before");
    }

    @Test
    void ifTheMeasurementChangedNothingIsCompared() throws IOException {
        int other = ComparisonResult.MEASUREMENT - 1;
        write("after", fixture("after", 2, "tcp", 10).comparison(other));

        refuses(
                "the measurement itself changed (version %d and %d;"
                        .formatted(ComparisonResult.MEASUREMENT, other),
                "before",
                "after");
    }

    @Test
    void resultsWithoutARowInCommonAreNotCompared() throws IOException {
        write("after", fixture("after", 2, "websocket", 10).comparison());

        refuses("they have no row in common", "before", "after");
    }

    /// In a process of its own: the locale belongs to the JVM.
    @Test
    void numbersAreTheSameInEveryLocale() throws Exception {
        assertThat(diffIn("ar", "EG"))
                .contains("| fan-out/tcp | median latency | ")
                .isEqualTo(diffIn("en", "GB"));
    }

    private static String diffIn(String language, String country) throws Exception {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Duser.language=" + language,
                                "-Duser.country=" + country,
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoadMain.class.getName(),
                                "diff",
                                folder.resolve("before").toString(),
                                folder.resolve("before").toString())
                        .start();
        try (var output = program.inputReader()) {
            return String.join("\n", output.readAllLines());
        } finally {
            program.destroyForcibly();
        }
    }

    private void refuses(String message, String... places) {
        assertThat(diff(places)).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: ").contains(message).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private int diff(String... places) {
        List<String> arguments = new ArrayList<>(List.of("diff"));
        Stream.of(places)
                .map(place ->
                        place.startsWith("-")
                                ? place
                                : folder.resolve(place).normalize().toString())
                .forEach(arguments::add);
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static Fixture fixture(String name, long seed, String transport, double millis)
            throws IOException {
        return new Fixture(folder.resolve(name), REPEATS, seed)
                .row(transport, transport, null, millis, 0, 192)
                .row(transport + "-again", transport, transport, millis, 0, 192);
    }

    private static void write(String name, ComparisonResult result) throws IOException {
        ComparisonFiles.write(Files.createDirectories(folder.resolve(name)), result);
    }
}
