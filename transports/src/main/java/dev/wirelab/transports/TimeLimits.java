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

    private static final long NANOS_PER_BYTE = 1_000_000_000L / 1024;

    /// The same with another time of heartbeats.
    public TimeLimits pingingEvery(Duration idle) {
        return new TimeLimits(logIn, idle, pongWithin, stall);
    }

    /// The time that these bytes of a request or a line may take beyond a limit: one second for
    /// each KiB (rule L8).
    ///
    /// @return nanoseconds
    public static long arrivalNanos(long bytes) {
        return bytes * NANOS_PER_BYTE;
    }
}
