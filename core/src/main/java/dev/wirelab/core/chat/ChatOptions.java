package dev.wirelab.core.chat;

import java.time.Duration;

/// The limits of a chat.
///
/// @param sessionLease how long a session lives without a connection
/// @param sessionLife the longest lifetime of a session and of its token
/// @param retainedEvents the largest number of retained events
/// @param retainedBytes the largest amount of memory that they take, in bytes
/// @param maxSessions the largest number of sessions at a time
public record ChatOptions(
        Duration sessionLease,
        Duration sessionLife,
        int retainedEvents,
        long retainedBytes,
        int maxSessions) {

    /// The largest number of groups, besides the lobby, of one session.
    public static final int MAX_GROUPS = 1_000;

    /// The defaults that the protocol documents.
    public static final ChatOptions DEFAULTS =
            new ChatOptions(
                    Duration.ofSeconds(90),
                    Duration.ofHours(12),
                    200_000,
                    64L * 1024 * 1024,
                    100_000);

    /// @throws IllegalArgumentException if a limit is not positive
    public ChatOptions {
        positive("session lease", sessionLease.toNanos());
        positive("session life", sessionLife.toNanos());
        positive("retained events", retainedEvents);
        positive("retained bytes", retainedBytes);
        positive("sessions", maxSessions);
    }

    private static void positive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be positive");
        }
    }
}
