package dev.wirelab.lab.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.JavalinStaticResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import java.util.Map;

/// Serves the page's files, with security headers.
///
/// Uses `JavalinStaticResourceHandler`, since Javalin's default handler runs a second Jetty server.
/// Paths that are not files are left to the other routes.
public final class PageFiles {
    private static final String FOLDER = "/web";

    /// Where clients of Socket.IO expect their script, and where it is.
    private static final String CLIENT = "/socket.io";

    private static final String CLIENT_FOLDER = FOLDER + "/vendor/socket.io";

    /// Only scripts that the lab serves as files run, and the page connects only to this machine.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self' http://127.0.0.1:* http://localhost:*"
                    + " ws://127.0.0.1:* ws://localhost:*"
                    + " https://127.0.0.1:* https://localhost:*"
                    + " wss://127.0.0.1:* wss://localhost:*;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy", POLICY,
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cache-Control", "no-cache");

    private PageFiles() {}

    /// Whether a path is a file of the page. They are no secret, and a page behind a proxy asks for
    /// its scripts with an `Origin` that the lab does not know.
    public static boolean contains(String path) {
        return path.equals("/") || path.equals(CLIENT + "/socket.io.js") || isFile(path);
    }

    private static boolean isFile(String path) {
        return path.contains(".")
                && !path.contains("..")
                && PageFiles.class.getResource(FOLDER + path) != null;
    }

    /// Adds the page at `/`.
    public static void mount(JavalinConfig config) {
        config.resourceHandler(new JavalinStaticResourceHandler());
        config.staticFiles.add(files -> serve(files, "/", FOLDER));
        config.staticFiles.add(files -> serve(files, CLIENT, CLIENT_FOLDER));
    }

    private static void serve(StaticFileConfig files, String path, String folder) {
        files.hostedPath = path;
        files.directory = folder;
        files.headers = HEADERS;
        files.mimeTypes.add("text/html;charset=utf-8", "html");
        files.mimeTypes.add("text/css;charset=utf-8", "css");
        files.mimeTypes.add("text/javascript;charset=utf-8", "js", "ts");
        files.mimeTypes.add("text/plain;charset=utf-8", "md");
    }
}
