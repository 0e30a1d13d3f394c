package dev.wirelab.transports;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The origins of the web pages that may use the lab: those that it serves itself, at any of its
/// addresses. A client that is not a browser sends no `Origin` and is not restricted (RFC 6454 §7).
/// Safe for use by any number of threads.
public final class Origins {
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();

    /// Creates an empty set of origins.
    public Origins() {}

    /// Allows pages of this origin, such as `http://127.0.0.1:7070`.
    public void allow(String origin) {
        allowed.add(origin);
    }

    /// Refuses a page of any other origin.
    ///
    /// @param origin the request's `Origin`
    /// @return the response headers with which the browser lets the page read the response
    /// @throws Refusal `forbidden_origin`
    public Map<String, String> check(@Nullable String origin) {
        if (origin == null) {
            return Map.of();
        }
        if (!allowed.contains(origin)) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN_ORIGIN, "pages of this origin may not use the lab");
        }
        return Map.of("Access-Control-Allow-Origin", origin, "Vary", "Origin");
    }
}
