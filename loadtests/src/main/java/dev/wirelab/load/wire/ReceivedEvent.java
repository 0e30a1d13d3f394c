package dev.wirelab.load.wire;

import org.jspecify.annotations.Nullable;

/// One event as a load client sees it: only what an account needs.
public sealed interface ReceivedEvent {
    /// Somebody said something.
    record Message(String from, String to, String text) implements ReceivedEvent {}

    /// A command was done.
    record Ok(@Nullable String id) implements ReceivedEvent {}

    /// A command was refused, or the connection is about to end.
    record Failure(@Nullable String id, String code, String message) implements ReceivedEvent {}

    /// Events due to this reader are gone.
    record Gap(String reason) implements ReceivedEvent {}

    /// Anything else; `hello`, for one.
    record Other(String type) implements ReceivedEvent {}
}
