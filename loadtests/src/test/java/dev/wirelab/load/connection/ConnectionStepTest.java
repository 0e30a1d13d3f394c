package dev.wirelab.load.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.gatling.OfflinePreferences;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The steps in a real simulation of Gatling, which needs a process of its own.
final class ConnectionStepTest {
    @TempDir static Path folder = Path.of("");
    private static String printed = "";
    private static String report = "";

    @BeforeAll
    static void simulate() throws Exception {
        Path output = folder.resolve("output");
        Process simulation =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djava.util.prefs.PreferencesFactory="
                                        + OfflinePreferences.class.getName(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                StepsSimulation.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(simulation.waitFor(60, TimeUnit.SECONDS)).isTrue();
        printed = Files.readString(output);
        try (Stream<Path> files = Files.walk(folder)) {
            Path log =
                    files.filter(file -> file.endsWith("simulation.log"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(printed));
            report = Files.readString(log, StandardCharsets.ISO_8859_1);
        }
    }

    /// What each user noted, and that it noted its end only once.
    @ParameterizedTest
    @CsvSource({
        "text throws, [failed]",
        "condition throws, [failed]",
        "no answer, [failed]",
        "the server leaves, [failed]",
        "sent after the close, [failed]",
        "the user ends, '[passed, closed]'",
        "taken from a response, [passed]",
        "taken, [body]",
        "another status, [failed]",
        "taking throws, [failed]",
        "an idle connection ends, [passed]",
        "an idle connection ends before a POST, [failed]",
        "saved, [hello Ada]",
        "an attribute is missing, [failed]"
    })
    void aUserContinuesOnceAfterEachStep(String scenario, String notes) {
        assertThat(printed).contains("NOTED " + scenario + ": " + notes + "\n");
    }

    @Test
    void theReportSaysWhyAStepFailed() {
        assertThat(
                        List.of(
                                "no text",
                                "IllegalStateException: no",
                                "not within 300 ms",
                                "the connection was closed",
                                "the connection was closed before",
                                "expected 201 and got 200: body",
                                "nothing to take"))
                .allSatisfy(reason -> assertThat(report).contains(reason));
    }
}
