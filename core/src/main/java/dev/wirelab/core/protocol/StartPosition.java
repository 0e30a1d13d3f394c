package dev.wirelab.core.protocol;

import org.jspecify.annotations.Nullable;

/// Where a connection starts to read.
public sealed interface StartPosition {
    /// The `after` that means [Beginning].
    String BEGINNING = "0";

    /// Parses the `after` of a request or log-in: absent, `0`, or a cursor.
    ///
    /// @throws Refusal `bad_request` if it is none of these
    static StartPosition parse(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return new End();
        }
        if (after.equals(BEGINNING)) {
            return new Beginning();
        }
        return new After(Cursor.parse(after));
    }

    /// At the end: only events from now on.
    record End() implements StartPosition {}

    /// At the oldest retained event that the session may see.
    record Beginning() implements StartPosition {}

    /// After a cursor.
    record After(Cursor cursor) implements StartPosition {}
}
