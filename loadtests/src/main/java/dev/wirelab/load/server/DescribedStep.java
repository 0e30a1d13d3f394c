package dev.wirelab.load.server;

import org.jspecify.annotations.Nullable;

/// One step of a client on its way to its messages: it sends something, or waits, or both.
///
/// @param get the path of a request, or null
/// @param post the path of a request with a body, or null
/// @param body the body of `post`, or null
/// @param send what is sent as the transport sends, or null
/// @param expect the pattern of the message that ends the step; null: it ends at once
public record DescribedStep(
        @Nullable String get,
        @Nullable String post,
        @Nullable String body,
        @Nullable String send,
        @Nullable String expect) {}
