package dev.wirelab.load.wire;

import org.jspecify.annotations.Nullable;

/// One event as a load client sees it: only what an account needs.
public sealed interface ReceivedEvent {
    /// The place to read on from after it, or null if it is none.
    default @Nullable String place() {
        return null;
    }

    /// Somebody said something.
    record Message(@Nullable String place, String from, String to, String text)
            implements ReceivedEvent {}

    /// A command was done.
    record Ok(@Nullable String id) implements ReceivedEvent {}

    /// A command was refused, or the connection is about to end.
    record Failure(@Nullable String id, String code, String message) implements ReceivedEvent {}

    /// Events due to this reader are gone.
    record Gap(@Nullable String place, String reason) implements ReceivedEvent {}

    /// Anything else; `hello`, for one.
    record Other(@Nullable String place, String type) implements ReceivedEvent {}
}
