package dev.wirelab.lab.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.StaticFileConfig;
import java.util.Map;

/// Serves the page's files, with security headers.
///
/// Not by Javalin's default handler, which runs a second Jetty server. Paths that are not files are
/// left to the other routes.
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

    /// Where the smallest clients are, as files and for a browser.
    private static final String EXAMPLES = "/examples";

    /// Each example is one file with its script in it, besides the client of Socket.IO. It shows
    /// what others wrote as text only.
    private static final String EXAMPLES_POLICY =
            "default-src 'none'; script-src 'self' 'unsafe-inline'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// The largest file that is compressed, in bytes.
    private static final int MAX_COMPRESSED_BYTES = 1 << 20;

    private PageFiles() {}

    /// Whether a path is a file of the page. They are no secret, and a page behind a proxy asks for
    /// its scripts with an `Origin` that the lab does not know.
    public static boolean contains(String path) {
        return path.equals("/") || path.equals(CLIENT + "/socket.io.js") || isFile(path);
    }

    private static boolean isFile(String path) {
        String file = path.startsWith(EXAMPLES + "/") ? path : FOLDER + path;
        return path.contains(".")
                && !path.contains("..")
                && PageFiles.class.getResource(file) != null;
    }

    /// Adds the page at `/`, and the examples.
    public static void mount(JavalinConfig config) {
        config.resourceHandler(new CompressedFiles());
        config.staticFiles.add(files -> serve(files, "/", FOLDER, POLICY));
        config.staticFiles.add(files -> serve(files, CLIENT, CLIENT_FOLDER, POLICY));
        config.staticFiles.add(files -> serve(files, EXAMPLES, EXAMPLES, EXAMPLES_POLICY));
    }

    private static void serve(StaticFileConfig files, String path, String folder, String policy) {
        files.hostedPath = path;
        files.directory = folder;
        files.headers = headers(policy);
        files.precompressMaxSize = MAX_COMPRESSED_BYTES;
        files.mimeTypes.add("text/html;charset=utf-8", "html");
        files.mimeTypes.add("text/css;charset=utf-8", "css");
        files.mimeTypes.add("text/javascript;charset=utf-8", "js", "ts");
        files.mimeTypes.add("text/plain;charset=utf-8", "md", "mjs");
    }

    private static Map<String, String> headers(String policy) {
        return Map.of(
                "Content-Security-Policy", policy,
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cache-Control", "no-cache",
                "Vary", "Accept-Encoding");
    }
}
