package dev.wirelab.transports;

import java.time.Duration;

/// The time limits of all transports.
///
/// @param logIn how long a connection may stay without a log-in
/// @param pingEvery how long a connection may be idle before the lab sends a heartbeat, where a
///   transport has one
/// @param pongWithin how long the reply to a heartbeat may take, where there is a reply
/// @param stall how long a write may take before the connection is closed
public record TimeLimits(Duration logIn, Duration pingEvery, Duration pongWithin, Duration stall) {
    /// The limits that docs/protocol.md documents.
    public static final TimeLimits DEFAULTS =
            new TimeLimits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10));
}
