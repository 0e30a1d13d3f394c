package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;

/// What options must be.
final class Demands {
    private Demands() {}

    static void demand(boolean holds, String message) throws CannotBeginException {
        if (!holds) {
            throw new CannotBeginException(message);
        }
    }

    static void inRange(String name, Duration value, Duration least, Duration most)
            throws CannotBeginException {
        demand(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                "%s must be %s to %s".formatted(name, human(least), human(most)));
    }

    /// The variant of a transport with this id.
    static TransportVariant protocol(String id) throws CannotBeginException {
        return TransportVariant.byId(id)
                .orElseThrow(() ->
                        new CannotBeginException(
                                "there is no transport '%s'; there are %s"
                                        .formatted(id, String.join(", ", TransportVariant.ids()))));
    }

    private static String human(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }
}
