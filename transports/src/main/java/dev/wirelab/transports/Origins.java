package dev.wirelab.transports;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The origins of the web pages that may use the lab: those that it serves itself, at any of its
/// addresses. A client that is not a browser sends no `Origin` and is not restricted (RFC 6454 §7).
/// Safe for use by any number of threads.
public final class Origins {
    private static final Logger LOG = LoggerFactory.getLogger(Origins.class);

    /// The largest number of refused origins that are logged.
    private static final int MAX_REPORTS = 100;

    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private volatile Predicate<String> published = _ -> false;

    /// Creates an empty set of origins.
    public Origins() {}

    /// Allows pages of this origin, such as `http://127.0.0.1:7070`.
    public void allow(String origin) {
        allowed.add(origin);
    }

    /// Lets pages of any origin, and thus of any name of this host, load these files.
    ///
    /// @param paths whether a path is one of them
    public void publish(Predicate<String> paths) {
        published = paths;
    }

    /// Whether pages of any origin may load this path.
    public boolean isPublished(String path) {
        return published.test(path);
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
            report(origin);
            throw new Refusal(
                    ErrorCode.FORBIDDEN_ORIGIN, "pages of this origin may not use the lab");
        }
        return Map.of("Access-Control-Allow-Origin", origin, "Vary", "Origin");
    }

    /// Logs a refused origin once, since the operator of the lab may have meant to allow it.
    private void report(String origin) {
        if (reported.size() < MAX_REPORTS && reported.add(origin)) {
            LOG.warn(
                    "a page of {} was refused; --allow-origin or --public-url allows it",
                    origin.replaceAll("[^!-~]", "?"));
        }
    }
}
