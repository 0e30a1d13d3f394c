package dev.wirelab.load.result;

import dev.wirelab.load.measure.LabEnvironment;
import io.gatling.commons.util.GatlingVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The versions of the libraries that carry bytes or numbers, as their jars and the lab tell them.
final class Versions {
    private static final Map<String, String> LOAD =
            Map.of(
                    "netty", "io.netty/netty-codec-http",
                    "HdrHistogram", "org.hdrhistogram/HdrHistogram",
                    "jackson", "com.fasterxml.jackson.core/jackson-core");

    private Versions() {}

    /// Those of the load program and, if it tells them, of the lab, whose names say so.
    static Map<String, String> of(Optional<LabEnvironment> lab) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("gatling", GatlingVersion.ThisVersion().fullVersion());
        LOAD.forEach((name, artifact) ->
                version(Versions.class.getResourceAsStream("/" + properties(artifact)))
                        .ifPresent(version -> versions.put(name, version)));
        lab.ifPresent(told ->
                told.libraries().forEach((name, version) -> versions.put("lab " + name, version)));
        return versions;
    }

    private static String properties(String artifact) {
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
