package dev.wirelab.transports;

import java.time.Duration;

/// The bounds in time that all transports keep.
///
/// @param logIn how long a connection may stay without a session
/// @param pingEvery how often a WebSocket is pinged
/// @param pongWithin how soon after a ping something must have arrived
/// @param stall how long a write may take before the connection is cut
public record TimeLimits(Duration logIn, Duration pingEvery, Duration pongWithin, Duration stall) {
    /// The bounds of the contract.
    public static final TimeLimits DEFAULTS =
            new TimeLimits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10));
}
