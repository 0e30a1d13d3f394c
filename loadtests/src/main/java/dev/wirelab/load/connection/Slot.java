package dev.wirelab.load.connection;

import io.gatling.core.session.Session;
import java.util.Locale;
import java.util.Optional;

/// The connections that a virtual user may have, each an attribute of its session.
enum Slot {
    /// Opened by [ConnectionStep#connect].
    STREAM,

    /// For requests; the first request opens it.
    REQUESTS;

    private final String attribute = "wirelab.connection." + name().toLowerCase(Locale.ROOT);

    Optional<Connection> of(Session session) {
        var found = session.attributes().get(attribute);
        return found.isDefined() ? Optional.of((Connection) found.get()) : Optional.empty();
    }

    Session put(Session session, Connection connection) {
        return session.set(attribute, connection);
    }
}
