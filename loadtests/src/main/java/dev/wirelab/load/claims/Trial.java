package dev.wirelab.load.claims;

import org.jspecify.annotations.Nullable;

/// One claim and what became of it.
///
/// @param seconds how long the experiment took
/// @param finding null: it could not be made
/// @param failure why not; null: it could
public record Trial(
        Statement statement, double seconds, @Nullable Finding finding, @Nullable String failure) {}
