package dev.wirelab.transports.kit;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// How a client connects: as whom, from which cursor, and whether with its own messages.
///
/// @param after a cursor, `0`, or null for the present
record Entry(Session session, @Nullable String after, boolean echo) {
    Entry(Session session, @Nullable String after) {
        this(session, after, true);
    }

    /// The target of a request: the path and what of this entry stands in the query.
    String target(String path, String... more) {
        StringJoiner query = new StringJoiner("&", path + "?", "");
        query.setEmptyValue(path);
        if (after != null) {
            query.add("after=" + after);
        }
        if (!echo) {
            query.add("echo=false");
        }
        for (String parameter : more) {
            query.add(parameter);
        }
        return query.toString();
    }

    /// The in-band log-in that says the same.
    Json login() {
        Json login = Json.of("login").with("token", session.token());
        login = after == null ? login : login.with("after", after);
        return echo ? login : login.with("echo", false);
    }
}
