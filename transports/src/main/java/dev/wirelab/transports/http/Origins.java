package dev.wirelab.transports.http;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The pages that may talk to the lab: those that it serves itself, at any of its addresses. Who is
/// no browser sends no `Origin` and is not concerned (RFC 6454 §7).
public final class Origins {
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();

    /// Allows pages of this origin, such as `http://127.0.0.1:7070`.
    public void allow(String origin) {
        allowed.add(origin);
    }

    /// Refuses a foreign page, and tells the browser that a page of ours may read the answer.
    ///
    /// @throws Refusal `forbidden_origin`
    public void check(Context request) {
        check(request.header("Origin")).forEach(request::header);
    }

    /// Refuses a foreign page.
    ///
    /// @return the headers by which the browser is told that a page of ours may read the answer
    /// @throws Refusal `forbidden_origin`
    Map<String, String> check(@Nullable String origin) {
        if (origin == null) {
            return Map.of();
        }
        if (!allowed.contains(origin)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN_ORIGIN, "pages of this origin may not use the lab");
        }
        return Map.of("Access-Control-Allow-Origin", origin, "Vary", "Origin");
    }

    /// Answers a browser's question beforehand (a CORS preflight).
    void preflight(Context request) {
        request.header("Access-Control-Allow-Methods", "GET, POST, DELETE");
        request.header("Access-Control-Allow-Headers", "Authorization, Content-Type");
        request.header("Access-Control-Max-Age", "7200");
        request.status(204);
    }
}
