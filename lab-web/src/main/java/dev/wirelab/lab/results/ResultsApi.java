package dev.wirelab.lab.results;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.lab.api.EventStreams;
import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.http.auth.AccessKey;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/api/results`: the results on disk and their files, and the comparisons that create new
/// results. Needs the lab's key.
public final class ResultsApi implements AutoCloseable {
    private static final String PATH = "/api/results";

    /// For links, which send no header: `/api/result-links/TICKET/RESULT/FILE`. The ticket is part
    /// of the path, so that relative links inside of a report work.
    private static final String LINKS = "/api/result-links";

    /// Reports contain scripts. They run in a sandbox without an origin, so that the lab's API
    /// refuses their requests, and they may load only the files beside them.
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

    private final ResultArchive folder;
    private final ComparisonRoutes comparisons;
    private final AccessKey key;

    /// @param results the folder of the results, which need not exist
    /// @param loadJar the load generator; if empty, it is searched for beside this program
    /// @param faults counts unexpected exceptions while a comparison runs
    /// @param key gives access to all routes
    public ResultsApi(
            Path results,
            Optional<Path> loadJar,
            EventStreams streams,
            Faults faults,
            AccessKey key) {
        this.folder = new ResultArchive(results);
        this.comparisons =
                new ComparisonRoutes(folder, new LoadProgram(loadJar), streams, faults, key);
        this.key = key;
    }

    /// Adds the routes.
    public void mount(JavalinConfig config) {
        config.routes.get(PATH, this::list);
        config.routes.get(PATH + "/{result}/<file>", this::file);
        config.routes.get(LINKS + "/{ticket}/{result}/<file>", this::linked);
        comparisons.mount(config);
    }

    private void list(Context request) throws IOException {
        key.check(request);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("folder", folder.path().toString());
        body.put("results", folder.list().stream().map(this::withLink).toList());
        body.put("comparison", comparisons.status());
        SessionRoutes.json(request, body);
    }

    private void file(Context request) throws IOException {
        key.check(request);
        send(request);
    }

    private Map<String, Object> withLink(Map<String, Object> result) {
        String name = String.valueOf(result.get("name"));
        Map<String, Object> row = new LinkedHashMap<>(result);
        row.put("link", LINKS + "/" + key.ticket(name) + "/" + name + "/");
        return row;
    }

    private void linked(Context request) throws IOException {
        key.checkTicket(request, request.pathParam("ticket"), request.pathParam("result"));
        send(request);
    }

    private void send(Context request) throws IOException {
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

    /// Ends a running comparison.
    @Override
    public void close() {
        comparisons.close();
    }
}
