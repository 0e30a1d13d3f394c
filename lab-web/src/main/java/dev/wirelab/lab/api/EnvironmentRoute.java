package dev.wirelab.lab.api;

import com.fasterxml.jackson.core.json.PackageVersion;
import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.http.auth.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Jetty;

/// `GET /api/environment`: the program and JVM of this lab, to be recorded beside measurements.
public final class EnvironmentRoute {
    private static final String JAVALIN = "/META-INF/maven/io.javalin/javalin/pom.properties";

    /// Matches the JVM options that change how the program runs: all except logging and system
    /// properties other than those of the JDK.
    private static final Pattern CHANGES = Pattern.compile("(?!-D(?!java\\.|jdk\\.)|-Xlog).*");

    /// The folders of a path within an option.
    private static final Pattern FOLDERS = Pattern.compile("(?<=[=:,])/(?:[^/=:,]*/)*");

    private final AccessKey key;

    /// @param key gives access to the route
    public EnvironmentRoute(AccessKey key) {
        this.key = key;
    }

    /// Adds the route.
    public void mount(JavalinConfig config) {
        config.routes.get("/api/environment", this::answer);
    }

    private void answer(Context request) {
        key.check(request);
        Map<String, Object> body = new LinkedHashMap<>();
        String version = EnvironmentRoute.class.getPackage().getImplementationVersion();
        body.put("version", version == null ? "not from a jar" : version);
        body.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        body.put("options", options(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        body.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
        body.put("libraries", libraries());
        SessionRoutes.json(request, body);
    }

    /// The options that change how the program runs, without the folders of files.
    static List<String> options(List<String> arguments) {
        return arguments.stream()
                .filter(CHANGES.asMatchPredicate())
                .map(option -> FOLDERS.matcher(option).replaceAll(""))
                .toList();
    }

    /// The versions of the libraries that handle the traffic, by name.
    private static Map<String, String> libraries() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("javalin", javalin());
        versions.put("jetty", Jetty.VERSION);
        versions.put("jackson", PackageVersion.VERSION.toString());
        return versions;
    }

    private static String javalin() {
        try (InputStream file = EnvironmentRoute.class.getResourceAsStream(JAVALIN)) {
            Properties versions = new Properties();
            versions.load(Objects.requireNonNull(file));
            return versions.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
