package dev.wirelab.lab.results;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.lab.api.EventStreams;
import dev.wirelab.transports.http.LocalOnly;
import dev.wirelab.transports.http.SessionRoutes;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/api/results`: what was measured, and its files as they lie on disk; with them the comparisons
/// that make more of it.
public final class ResultsApi implements AutoCloseable {
    private static final String PATH = "/api/results";
    private static final String WHAT = "results are";

    /// Reports have their scripts inside. They run in a sandbox that belongs to no origin, so that
    /// the lab takes nothing from them, and they reach nothing but the files beside them.
    private static final String POLICY =
            "sandbox allow-scripts; default-src 'none'; script-src 'self' 'unsafe-inline';"
                    + " style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " font-src 'self' data:; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private static final String BINARY = "application/octet-stream";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html; charset=utf-8"),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("md", PLAIN),
                    Map.entry("csv", PLAIN),
                    Map.entry("txt", PLAIN),
                    Map.entry("log", PLAIN),
                    Map.entry("hlog", PLAIN));

    private final ResultFolder folder;
    private final ComparisonRoutes comparisons;

    /// @param results the folder of the results, which need not be there yet
    /// @param loadJar where the load program is, if that was told
    public ResultsApi(Path results, Optional<Path> loadJar, EventStreams streams) {
        this.folder = new ResultFolder(results);
        this.comparisons = new ComparisonRoutes(folder, new LoadProgram(loadJar), streams);
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get(PATH, this::list);
        config.routes.get(PATH + "/{result}/<file>", this::file);
        comparisons.mount(config);
    }

    private void list(Context request) throws IOException {
        LocalOnly.checkByName(request, WHAT);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("folder", folder.path().toString());
        body.put("results", folder.list());
        body.put("comparison", comparisons.status());
        SessionRoutes.json(request, body);
    }

    private void file(Context request) throws IOException {
        LocalOnly.checkByName(request, WHAT);
        Path file =
                folder.file(request.pathParam("result"), request.pathParam("file"))
                        .orElseThrow(
                                () -> new Refusal(ErrorCode.NOT_FOUND, "there is no such file"));
        request.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .contentType(type(file.toString()))
                .result(Files.newInputStream(file));
    }

    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, BINARY);
    }

    /// Ends a comparison that still runs.
    @Override
    public void close() {
        comparisons.close();
    }
}
