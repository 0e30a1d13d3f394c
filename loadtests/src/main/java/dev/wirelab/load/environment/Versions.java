package dev.wirelab.load.environment;

import dev.wirelab.load.measure.LabEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The versions of relevant libraries, from their jars and from the lab.
final class Versions {
    /// The files in the jars that hold the version, by library.
    private static final Map<String, String> FILES =
            Map.of(
                    "gatling", "gatling-version.properties",
                    "netty", maven("io.netty/netty-codec-http"),
                    "HdrHistogram", maven("org.hdrhistogram/HdrHistogram"),
                    "jackson", maven("com.fasterxml.jackson.core/jackson-core"));

    private Versions() {}

    /// The versions of the load generator and, prefixed with `lab`, of the lab if it reports them.
    static Map<String, String> of(Optional<LabEnvironment> lab) {
        Map<String, String> versions = new LinkedHashMap<>();
        FILES.forEach((name, file) ->
                version(Versions.class.getResourceAsStream("/" + file))
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
