package dev.wirelab.load.environment;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Properties of this machine.
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int GIT_SECONDS = 5;
    private static final String UNKNOWN = "unknown";

    private Machine() {}

    static String cpuName() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    static long memoryBytes() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    /// The commit of the sources that contain this program, from git.
    static String commit() {
        try {
            Path code =
                    Path.of(
                            Machine.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Process git =
                    new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                            .directory(Objects.requireNonNull(code.getParent()).toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String commit =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean good = git.waitFor(GIT_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
            return good && !commit.isEmpty() ? commit : UNKNOWN;
        } catch (IOException | URISyntaxException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
