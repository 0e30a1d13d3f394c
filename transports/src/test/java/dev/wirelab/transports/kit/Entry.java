package dev.wirelab.transports.kit;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// How a client connects: as whom, from which cursor, and whether with its own messages.
///
/// @param after a cursor, `0`, or null for the present
/// @param version the version of the protocol
record Entry(Session session, @Nullable String after, boolean echo, int version) {
    Entry(Session session, @Nullable String after, boolean echo) {
        this(session, after, echo, 1);
    }

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
        if (version != 1) {
            query.add("v=" + version);
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
        login = version == 1 ? login : login.with("v", version);
        return echo ? login : login.with("echo", false);
    }

    /// The target that a command is posted to.
    String posting(String transport) {
        return "/api/commands?transport=" + transport + (version == 1 ? "" : "&v=" + version);
    }

    Entry after(String cursor) {
        return new Entry(session, cursor, echo, version);
    }

    Entry in(int other) {
        return new Entry(session, after, echo, other);
    }
}
