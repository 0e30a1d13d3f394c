package dev.wirelab.load.claims;

import org.jspecify.annotations.Nullable;

/// A claim that was tested.
///
/// @param seconds duration of the experiment
/// @param finding null if the experiment failed
/// @param failure the reason for that, else null
public record ClaimResult(
        Claim statement, double seconds, @Nullable Finding finding, @Nullable String failure) {}
