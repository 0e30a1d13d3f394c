package dev.wirelab.load.wire;

import org.jspecify.annotations.Nullable;

/// One event as a load client reads it: only what the checks need.
public sealed interface ReceivedEvent {
    /// The cursor after it, or null if it has none.
    default @Nullable String cursor() {
        return null;
    }

    /// A message.
    ///
    /// @param from its publisher; null: the server does not name it
    /// @param text of binary content, a character for each byte
    record Message(@Nullable String cursor, @Nullable String from, String to, String text)
            implements ReceivedEvent {}

    /// A command was executed.
    ///
    /// @param position its cursor, from which nobody resumes; null: the server does not name it
    record Ok(@Nullable String id, @Nullable String position) implements ReceivedEvent {}

    /// A command was refused, or the connection is about to end.
    record Failure(@Nullable String id, String code, String message) implements ReceivedEvent {}

    /// Events for this reader have been dropped.
    record Gap(@Nullable String cursor, String reason) implements ReceivedEvent {}

    /// Anything else; `hello`, for one.
    record Other(@Nullable String cursor, String type) implements ReceivedEvent {}
}
