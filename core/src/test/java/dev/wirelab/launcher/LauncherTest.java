package dev.wirelab.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The entry point of both programs on an old Java. A process is needed because it exits.
final class LauncherTest {
    @Test
    void aJavaThatIsTooOldIsNamedInOneLine() throws Exception {
        URL launcher = LauncherTest.class.getResource("/dev/wirelab/launcher/Launcher.class");
        assumeThat(launcher).as("only Maven compiles it").isNotNull();
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.specification.version=17",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.wirelab.launcher.Launcher")
                        .redirectErrorStream(true)
                        .start();
        byte[] output = process.getInputStream().readAllBytes();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(output, StandardCharsets.UTF_8))
                .startsWith("Wirelab needs Java 25; this is Java 17, in ")
                .hasLineCount(1);
    }
}
