package dev.wirelab.load.result;

import dev.wirelab.load.measure.LabEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The versions of the libraries that carry bytes or numbers, as their jars and the lab tell them.
final class Versions {
    /// The files in the jars that hold the version, by library.
    private static final Map<String, String> FILES =
            Map.of(
                    "gatling", "gatling-version.properties",
                    "netty", maven("io.netty/netty-codec-http"),
                    "HdrHistogram", maven("org.hdrhistogram/HdrHistogram"),
                    "jackson", maven("com.fasterxml.jackson.core/jackson-core"));

    private Versions() {}

    /// Those of the load program and, if it tells them, of the lab, whose names say so.
    static Map<String, String> of(Optional<LabEnvironment> lab) {
        Map<String, String> versions = new LinkedHashMap<>();
        FILES.forEach((name, file) ->
                version(Versions.class.getResourceAsStream("/" + file))
                        .ifPresent(version -> versions.put(name, version)));
        lab.ifPresent(told ->
                told.libraries().forEach((name, version) -> versions.put("lab " + name, version)));
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
