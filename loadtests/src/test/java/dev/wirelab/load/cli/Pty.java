package dev.wirelab.load.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program in a pseudo-terminal, by `script` of util-linux: the program sees a terminal.
final class Pty {
    private static final long PATIENCE_SECONDS = 120;

    private Pty() {}

    /// What the terminal got, once the program has ended.
    ///
    /// @param columns the terminal's width
    /// @param command a shell command; `$JAVA` is Java with this class path
    static String output(int columns, Map<String, String> environment, String command)
            throws IOException, InterruptedException {
        ProcessBuilder script =
                new ProcessBuilder(
                        List.of(
                                "script",
                                "-qec",
                                "stty cols %d; %s".formatted(columns, command),
                                "/dev/null"));
        script.redirectErrorStream(true);
        script.environment().putAll(environment);
        script.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java")
                                + " -XX:TieredStopAtLevel=1 -cp "
                                + System.getProperty("java.class.path"));
        Process process = script.start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end");
        }
        return new String(output, StandardCharsets.UTF_8);
    }
}
