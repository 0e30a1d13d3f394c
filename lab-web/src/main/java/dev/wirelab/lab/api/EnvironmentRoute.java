package dev.wirelab.lab.api;

import com.fasterxml.jackson.core.json.PackageVersion;
import dev.wirelab.transports.http.AccessKey;
import dev.wirelab.transports.http.SessionRoutes;
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

/// `GET /api/environment`: the program that this lab is, so that who measures it can write down
/// what was measured.
public final class EnvironmentRoute {
    private static final String LIBRARIES = "libraries.properties";

    /// A JVM's option that changes how it runs: a property of the JDK, or not a property, and not
    /// what it logs.
    private static final Pattern CHANGES = Pattern.compile("(?!-D(?!java\\.|jdk\\.)|-Xlog).*");

    /// The folders of a path in an option.
    private static final Pattern FOLDERS = Pattern.compile("(?<=[=:,])/(?:[^/=:,]*/)*");

    private final AccessKey key;

    /// @param key opens the route
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

    /// Those of a JVM's options that change how it runs, without the places of files.
    static List<String> options(List<String> arguments) {
        return arguments.stream()
                .filter(CHANGES.asMatchPredicate())
                .map(option -> FOLDERS.matcher(option).replaceAll(""))
                .toList();
    }

    /// Versions by name, of what carries the lab's bytes.
    private static Map<String, String> libraries() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("javalin", javalin());
        versions.put("jetty", Jetty.VERSION);
        versions.put("jackson", PackageVersion.VERSION.toString());
        return versions;
    }

    /// Javalin tells its own from a file that `lab.jar` leaves out for the sake of a short start
    /// (docs/decisions/0011).
    private static String javalin() {
        try (InputStream file = EnvironmentRoute.class.getResourceAsStream(LIBRARIES)) {
            Properties versions = new Properties();
            versions.load(Objects.requireNonNull(file));
            return versions.getProperty("javalin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
