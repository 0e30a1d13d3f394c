package dev.wirelab.lab;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The page and its scripts, from the jar: each file is read when it is first asked for, and kept.
///
/// Javalin's own static files open the jar a second time and make a second Jetty server to find
/// types of files (decision 11).
final class Pages {
    private static final String FOLDER = "/web";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self' http://127.0.0.1:* http://localhost:*"
                    + " ws://127.0.0.1:* ws://localhost:*;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Content-Security-Policy", POLICY,
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Cross-Origin-Opener-Policy", "same-origin",
                    "Cache-Control", "no-cache");

    /// What the page is made of, by how a path ends from its last dot or slash on; nothing else is
    /// served.
    private static final Map<String, String> TYPES =
            Map.of(
                    ".html", "text/html;charset=utf-8",
                    ".css", "text/css;charset=utf-8",
                    ".js", "text/javascript;charset=utf-8",
                    ".svg", "image/svg+xml",
                    ".md", "text/plain;charset=utf-8",
                    "/LICENSE", "text/plain;charset=utf-8");

    /// No empty part, none that begins with a dot: such a path stays within [#FOLDER].
    private static final Pattern PATH = Pattern.compile("(/[\\w-][\\w.-]*)+");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /// A file as it is sent.
    private static final class PageFile {
        private final byte[] content;
        private final String type;

        /// Changes with the content (RFC 9110 §8.8.3).
        private final String tag;

        PageFile(byte[] content, String type) {
            this.content = content;
            this.type = type;
            CRC32C sum = new CRC32C();
            sum.update(content);
            this.tag =
                    '"'
                            + Integer.toHexString(content.length)
                            + '-'
                            + Long.toHexString(sum.getValue())
                            + '"';
        }
    }

    private Pages() {}

    /// Adds the page: what no other route has taken.
    static void mount(JavalinConfig config) {
        Pages pages = new Pages();
        config.routes.get(
                "/*",
                request -> {
                    if (!pages.answer(request)) {
                        throw new NotFoundResponse();
                    }
                });
        // Of what is no file of the page, Javalin says that there is something, as it does
        // elsewhere.
        config.routes.head("/*", pages::answer);
    }

    /// @return false if there is no such file
    private boolean answer(Context request) {
        PageFile file = find(request.path().equals("/") ? "/index.html" : request.path());
        if (file == null) {
            return false;
        }
        HEADERS.forEach(request::header);
        request.header("ETag", file.tag);
        if (file.tag.equals(request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.contentType(file.type).result(file.content);
        }
        return true;
    }

    private @Nullable PageFile find(String path) {
        PageFile known = files.get(path);
        if (known != null) {
            return known;
        }
        String end =
                path.substring(Math.max(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('.'))));
        String type = TYPES.get(end);
        byte[] content = type == null || !PATH.matcher(path).matches() ? null : read(path);
        if (type == null || content == null) {
            return null;
        }
        PageFile file = new PageFile(content, type);
        files.put(path, file);
        return file;
    }

    private static byte @Nullable [] read(String path) {
        try (InputStream in = Pages.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
