package dev.wirelab.transports.http;

import dev.wirelab.transports.Origins;
import io.javalin.http.Context;

/// Cross-origin requests at the HTTP port (the Fetch standard's CORS protocol).
public final class CrossOrigin {
    private CrossOrigin() {}

    /// Refuses a page of a foreign origin, unless it loads a published file, and allows the lab's
    /// own pages to read the response.
    ///
    /// @throws dev.wirelab.core.protocol.Refusal `forbidden_origin`
    public static void check(Origins origins, Context request) {
        if (!origins.isPublished(request.path())) {
            origins.check(request.header("Origin")).forEach(request::header);
        }
    }

    /// Answers a preflight request.
    static void preflight(Context request) {
        request.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
        request.header("Access-Control-Allow-Headers", "Authorization, Content-Type");
        request.header("Access-Control-Max-Age", "7200");
        request.status(204);
    }
}
