package dev.wirelab.load.environment;

import dev.wirelab.load.measure.LabEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Properties of this machine and the versions of the program and its libraries.
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int GIT_SECONDS = 5;
    private static final String UNKNOWN = "unknown";

    /// The files in the jars that hold the version, by library.
    private static final Map<String, String> FILES =
            Map.of(
                    "gatling", "gatling-version.properties",
                    "netty", maven("io.netty/netty-codec-http"),
                    "HdrHistogram", maven("org.hdrhistogram/HdrHistogram"),
                    "jackson", maven("com.fasterxml.jackson.core/jackson-core"));

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

    /// The versions of the load generator and, prefixed with `lab`, of the lab if it reports them.
    static Map<String, String> libraries(Optional<LabEnvironment> lab) {
        Map<String, String> versions = new LinkedHashMap<>();
        FILES.forEach((name, file) ->
                version(Machine.class.getResourceAsStream("/" + file))
                        .ifPresent(version -> versions.put(name, version)));
        lab.ifPresent(reported ->
                reported.libraries()
                        .forEach((name, version) -> versions.put("lab " + name, version)));
        return versions;
    }

    private static String maven(String artifact) {
        return "META-INF/maven/" + artifact + "/pom.properties";
    }

    private static Optional<String> version(@Nullable InputStream file) {
        if (file == null) {
            return Optional.empty();
        }
        try (file) {
            Properties properties = new Properties();
            properties.load(file);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
