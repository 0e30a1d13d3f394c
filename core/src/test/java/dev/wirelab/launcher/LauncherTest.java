package dev.wirelab.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The entry point of both programs on an old Java, if the `java` of the path is one.
final class LauncherTest {
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");

    @Test
    void aJavaThatIsTooOldIsNamedInOneLine() throws Exception {
        URL launcher = LauncherTest.class.getResource("Launcher.class");
        assumeThat(launcher).as("only Maven compiles it").isNotNull();
        Matcher version = VERSION.matcher(run("java", "-version").output);
        assumeThat(version.find() && Integer.parseInt(version.group(1)) < 25)
                .as("an old java")
                .isTrue();

        Path classes = Path.of(launcher.toURI()).resolve("../../../..").normalize();
        Ended ended = run("java", "-cp", classes.toString(), "dev.wirelab.launcher.Launcher");
        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.output)
                .startsWith("Wirelab needs Java 25; this is Java ")
                .contains(version.group(1))
                .hasLineCount(1);
    }

    private record Ended(int code, String output) {}

    private static Ended run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        byte[] output = process.getInputStream().readAllBytes();
        return new Ended(process.waitFor(), new String(output, StandardCharsets.UTF_8));
    }
}
