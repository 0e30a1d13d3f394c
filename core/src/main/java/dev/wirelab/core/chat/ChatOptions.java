package dev.wirelab.core.chat;

import java.time.Duration;

/// The limits of a chat.
///
/// @param sessionLease how long a session lives without a connection
/// @param sessionLife how long a session, and its token, lives at most
/// @param retainedEvents how many events are retained at most
/// @param retainedBytes how much memory they take at most, in bytes
/// @param maxSessions how many sessions there are at most at a time
public record ChatOptions(
        Duration sessionLease,
        Duration sessionLife,
        int retainedEvents,
        long retainedBytes,
        int maxSessions) {

    /// How many groups, beside the lobby, a session is in at most.
    public static final int MAX_GROUPS = 1_000;

    /// How many streams (WebSockets, TCP connections) a session has at most.
    public static final int MAX_STREAMS = 64;

    /// How many polls of a session wait at most at a time.
    public static final int MAX_POLLS = 16;

    /// How many bytes of events go into one write at most.
    public static final int MAX_BATCH_BYTES = 64 * 1024;

    /// The defaults of the contract.
    public static final ChatOptions DEFAULTS =
            new ChatOptions(
                    Duration.ofSeconds(60),
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
