package dev.wirelab.load.result;

import io.gatling.commons.util.GatlingVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/// The versions of the libraries that carry bytes or numbers, as their jars tell them.
final class Versions {
    private static final Map<String, String> LOAD =
            Map.of(
                    "netty", "io.netty/netty-codec-http",
                    "HdrHistogram", "org.hdrhistogram/HdrHistogram",
                    "jackson", "com.fasterxml.jackson.core/jackson-core");
    private static final Map<String, String> LAB =
            Map.of(
                    "lab javalin", "io.javalin/javalin",
                    "lab jetty", "org.eclipse.jetty/jetty-server",
                    "lab jackson", "com.fasterxml.jackson.core/jackson-core");

    private Versions() {}

    static Map<String, String> of(Optional<Path> labJar) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("gatling", GatlingVersion.ThisVersion().fullVersion());
        LOAD.forEach((name, artifact) ->
                version(Versions.class.getResourceAsStream("/" + properties(artifact)))
                        .ifPresent(version -> versions.put(name, version)));
        labJar.ifPresent(jar -> versions.putAll(inside(jar)));
        return versions;
    }

    private static Map<String, String> inside(Path labJar) {
        Map<String, String> versions = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(labJar.toFile())) {
            LAB.forEach((name, artifact) -> {
                var entry = jar.getJarEntry(properties(artifact));
                if (entry != null) {
                    version(stream(jar, entry)).ifPresent(found -> versions.put(name, found));
                }
            });
        } catch (IOException e) {
            // A lab that is no jar is told so when it is started.
        }
        return versions;
    }

    private static @Nullable InputStream stream(JarFile jar, java.util.jar.JarEntry entry) {
        try {
            return jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
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
