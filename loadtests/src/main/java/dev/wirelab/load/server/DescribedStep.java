package dev.wirelab.load.server;

import org.jspecify.annotations.Nullable;

/// One step of a client before it receives messages: it sends something, waits for a message, or
/// both.
///
/// @param get the path of a request, or null
/// @param post the path of a request with a body, or null
/// @param body the body of `post`, or null
/// @param send the text that is sent in the way of the transport, or null
/// @param expect the pattern of the message that ends the step; null: it ends at once
public record DescribedStep(
        @Nullable String get,
        @Nullable String post,
        @Nullable String body,
        @Nullable String send,
        @Nullable String expect) {}
