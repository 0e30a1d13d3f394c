package dev.wirelab.lab;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.util.Map;

/// The page and its scripts, from the jar.
final class Pages {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self' http://127.0.0.1:* http://localhost:*"
                    + " ws://127.0.0.1:* ws://localhost:*;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Pages() {}

    static void mount(JavalinConfig config) {
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/web";
            files.location = Location.CLASSPATH;
            files.headers =
                    Map.of(
                            "Content-Security-Policy", POLICY,
                            "X-Content-Type-Options", "nosniff",
                            "Referrer-Policy", "no-referrer",
                            "Cross-Origin-Opener-Policy", "same-origin",
                            "Cache-Control", "no-cache");
        });
    }
}
